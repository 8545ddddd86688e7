"""page-validation's judgement, in a confined process: a file made for that can overrun its stack."""

import re
from collections.abc import Iterator
from typing import Any

OF_FIELDS = ("WIDGET-FORM-TAG-001", "FORM-FIELD-TU-ALT-001")  # rules on form fields that people see
OF_METADATA = ("-XMP-EXTENSION-", "-XMP-PROPERTY-DEFINITION-")  # rules on properties that a file defines itself


def judged(path: str, profile: str, depth: str) -> Iterator[dict[str, Any]]:
    """Each failure: rule, message, number of the object; or why there is no judgement, under `broken`.

    Last come, where they matter, the facts that make some rules doubtful.
    """
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
    yield from _doubts(path, [each.rule_id for each in report.failures])


def _doubts(path: str, rules: list[str]) -> Iterator[dict[str, Any]]:
    """What of a file makes rules doubtful: `short`, its metadata; `unseen`, fields without area."""
    import pikepdf

    if any(each.endswith(OF_FIELDS) or any(part in each for part in OF_METADATA) for each in rules):
        with pikepdf.open(path) as pdf:
            yield {"unseen": list(_unseen(pdf)), "short": _short(pdf)}


def _unseen(pdf: Any) -> Iterator[str]:
    """How messages begin about annotations whose box has no area, such as those of invisible signatures."""
    for number, page in enumerate(pdf.pages, 1):
        for at, each in enumerate(page.obj.get("/Annots", [])):
            left, bottom, right, top = (float(edge) for edge in each.Rect)
            if left == right or bottom == top:
                yield f"Widget annotation {at} on page {number} "


def _short(pdf: Any) -> bool:
    """Whether the metadata write extension schemas in the shorter form of RDF: as attributes (ISO 16684-1, 7.9.2)."""
    metadata = pdf.Root.get("/Metadata")
    return metadata is not None and re.search(rb"\bpdfaSchema:\w+\s*=\s*[\"']", metadata.read_bytes()) is not None
