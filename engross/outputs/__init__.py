"""What an edition becomes. An output is added by a module here and its line in OUTPUTS."""

from collections.abc import Callable
from dataclasses import dataclass

from engross.outputs import record
from engross.outputs.pdf import Pdf, Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A form of file: the end of its name, what it is for, and what makes it."""

    suffix: str
    about: str
    render: Callable[[Setting], Pdf]


DEFAULT = "record"
OUTPUTS = {
    "record": Output(suffix=".pdf", about="PDF/A-3a and PDF/UA-1, for archive and screen reader", render=record.render),
}
