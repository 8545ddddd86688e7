"""What an edition becomes. An output is added by a module here and its line in OUTPUTS."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engross.typesetting.pdf import Pdf, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A form of file: the end of its name, what it is for, what makes it, whether in the inks of the house's press."""

    suffix: str
    about: str
    render: Callable[["Setting"], "Pdf"]
    printed: bool = False


def _by(module: str, function: str) -> Callable[["Setting"], "Pdf"]:
    """A function of a module here, imported when it is first called: the table stays light."""

    def render(setting: "Setting") -> "Pdf":
        made: Pdf = getattr(import_module(f"engross.typesetting.outputs.{module}"), function)(setting)
        return made

    return render


DEFAULT = "record"
OUTPUTS = {
    "record": Output(
        suffix=".pdf",
        about="PDF/A-3a and PDF/UA-1, for archive, court and screen reader",
        render=_by("record", "render"),
    ),
    "ua2": Output(
        suffix=".ua2.pdf",
        about="PDF/A-4f and PDF/UA-2, the same on PDF 2.0",
        render=_by("record", "render_ua2"),
    ),
    "press": Output(
        suffix=".press.pdf",
        about="PDF/X-4 in the inks of the house's press, with bleed and marks",
        render=_by("press", "render"),
        printed=True,
    ),
    "booklet": Output(
        suffix=".booklet.pdf",
        about="the pages imposed for a booklet stapled through its fold",
        render=_by("booklet", "saddle_stitch"),
        printed=True,
    ),
    "book": Output(
        suffix=".book.pdf",
        about="the pages imposed in sections for a glued back",
        render=_by("booklet", "perfect_bound"),
        printed=True,
    ),
}
