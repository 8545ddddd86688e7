"""The program that page-validation runs in: apart, because a file made for that can overrun its stack.

usage: python page_judging.py FILE PROFILE DEPTH

Prints one JSON object: `failures` with the rule and the message of each, or `broken` with why there are none.
"""

import json
import sys


def main(file: str, profile: str, depth: str) -> None:
    """Nothing; the judgement is printed."""
    import page

    limits = page.SafetyLimits()
    limits.max_reference_depth = int(depth)
    try:
        report = page.validate_pdf(file, profile=profile, limits=limits)
    except (page.PageError, page.ParseError, page.SafetyLimitError) as error:
        print(json.dumps({"broken": str(error)}))
    else:
        print(json.dumps({"failures": [(each.rule_id, each.message) for each in report.failures]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
