"""page-validation's judgement, in a confined process: a file made for that can overrun its stack."""

from collections.abc import Iterator
from typing import Any


def judged(path: str, profile: str, depth: str) -> Iterator[dict[str, Any]]:
    """Each failure: rule, message, number of the object; or why there is no judgement, under `broken`."""
    import page

    limits = page.SafetyLimits()
    limits.max_reference_depth = int(depth)
    try:
        report = page.validate_pdf(path, profile=profile, limits=limits)
    except (page.PageError, page.ParseError, page.SafetyLimitError) as error:
        yield {"broken": str(error)}
        return
    for each in report.failures:
        number = each.object_id.object_number if each.object_id else 0
        yield {"rule": each.rule_id, "message": each.message, "number": number}
