"""The file for the record: PDF/A-3a and PDF/UA-1 in one, with what the edition was made from embedded in it."""

from datetime import date
from typing import Any

from engross.engine import conformance
from engross.engine.tagging import tagging
from engross.errors import EngineComplaint
from engross.outputs.pdf import Pdf, Setting, compose


def render(setting: Setting) -> Pdf:
    """The file for archive, court and screen reader. EngineComplaint when the page cannot be tagged truly."""
    edition = setting.edition
    finish = conformance.finisher(setting.sources, edition.language.direction == "rtl")
    embedded = conformance.attachments(setting.sources, date.fromisoformat(edition.issue_date))

    def write(document: Any) -> bytes:
        with tagging(document) as problems:
            data: bytes = document.write_pdf(
                pdf_variant="pdf/a-3a", pdf_identifier=setting.identifier, attachments=embedded, finisher=finish
            )
        if problems:
            raise EngineComplaint(dict.fromkeys(problems))
        return data

    return compose(setting, write)
