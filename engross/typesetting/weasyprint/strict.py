"""The engine made to complain: every warning is an error, nothing is fetched, nothing is guessed."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engross.errors import Place, Problem


class Ear(logging.Handler):
    """Keeps every record of the engine at WARNING or above, as problems."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record as a problem."""
        self.problems.append(_problem(record.getMessage()))


_MISSING = re.compile(
    r'\.notdef glyph rendered for Unicode string unsupported by fonts: "(.*)" \((U\+[0-9A-F]+)\)', re.S
)
_CSS = re.compile(r"Ignored `(.*)` at (\d+):(\d+), (.*)\.$", re.S)


def _problem(message: str) -> Problem:
    if found := _MISSING.search(message):
        return Problem(
            code="engine/missing-glyph",
            text=f"no locked face has {found[1]!r} ({found[2]})",
            hint="correct the character, or add a face that has it to fonts.lock and the house",
        )
    if found := _CSS.search(message):
        return Problem(
            code="engine/css",
            place=Place(line=int(found[2]), column=int(found[3])),
            text=f"the engine does not know {found[1]!r}: {found[4]}",
            hint="take the declaration out of the house's page.css, or write what the engine knows",
        )
    return Problem(
        code="engine/warning",
        text=f"the engine warns: {message}",
        hint="the page would not be what the house asks for; correct the template or style sheet",
    )


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear on the engine's log for the time of the block; its records reach no terminal."""
    logger, ear = logging.getLogger("weasyprint"), Ear()
    handlers, propagate, level = logger.handlers[:], logger.propagate, logger.level
    logger.handlers, logger.propagate = [ear], False
    logger.setLevel(logging.WARNING)
    try:
        yield ear
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def fetcher() -> Any:
    """A URL fetcher that knows only data: URLs; any other address raises, whatever its protocol."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
