"""The file for the record: an archive's and a screen reader's standard in one, with its sources embedded."""

from datetime import date
from typing import Any

from engross.errors import EngineComplaint
from engross.typesetting.pdf import Pdf, Setting, compose
from engross.typesetting.weasyprint import conformance, xmp
from engross.typesetting.weasyprint.tagging import tagging


def render(setting: Setting) -> Pdf:
    """PDF/A-3a and PDF/UA-1. EngineComplaint when the page cannot be tagged truly."""
    return _render(setting, "pdf/a-3a", xmp.UA_1)


def render_ua2(setting: Setting) -> Pdf:
    """PDF/A-4f and PDF/UA-2, on PDF 2.0. EngineComplaint when the page cannot be tagged truly."""
    return _render(setting, "pdf/a-4f", xmp.UA_2)


def _render(setting: Setting, variant: str, declaration: bytes) -> Pdf:
    edition = setting.edition
    finish = conformance.finisher(setting.sources, edition.language.direction == "rtl", declaration)
    embedded = conformance.attachments(setting.sources, date.fromisoformat(edition.issue_date))

    def write(document: Any) -> bytes:
        with tagging(document) as problems:
            data: bytes = document.write_pdf(
                pdf_variant=variant,
                pdf_tags=True,
                pdf_identifier=setting.identifier,
                attachments=embedded,
                finisher=finish,
            )
        if problems:
            raise EngineComplaint(dict.fromkeys(problems))
        return data

    return compose(setting, write)
