"""What an edition becomes. An output is added by a module here, its line in OUTPUTS, and its suffix in `names`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engross.outputs.pdf import Pdf, Setting


def _record(setting: "Setting") -> "Pdf":
    from engross.outputs import record

    return record.render(setting)


OUTPUTS: dict[str, Callable[["Setting"], "Pdf"]] = {
    "record": _record,
}
