"""An edition's page as PDF: the only place that sets type. PDF/UA-1, tagged, byte-identical on every run."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

from engross.engine import VERSION, embedding, guards, strict
from engross.errors import EngineComplaint, HouseError, Place, Problem
from engross.house import House
from engross.language import Language
from engross.outputs.html import Page
from engross.para import hook, rules

PT = 0.75  # pt in one CSS pixel, the engine's unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A finished file: its bytes, and the area of each page that holds the text (top and bottom, pt from the top)."""

    data: bytes
    areas: tuple[tuple[float, float], ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.areas)


@cache
def font_configuration() -> Any:
    """The engine's view of the fonts: one a process, for a new one leaks memory each time (performance.md)."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def warm() -> None:
    """Import the engine and read the fonts once, before worker processes are forked."""
    check_engine()
    import pypdfium2  # noqa: F401 - the reader of the comparison

    font_configuration()


def check_engine() -> None:
    """Nothing when the engine is the release its inner parts are known of; EngineComplaint otherwise."""
    import weasyprint

    if weasyprint.__version__ != VERSION:
        raise EngineComplaint(
            Problem(
                code="engine/version",
                text=f"WeasyPrint is {weasyprint.__version__}, not {VERSION}",
                hint="install the locked dependencies: scripts/setup",
            )
        )


def render(page: Page, house: House, languages: dict[str, Language]) -> Pdf:
    """The PDF of a page. EngineComplaint with everything the engine warned of, HouseError for what it cannot fetch."""
    from weasyprint.urls import FatalURLFetchingError

    allowed = frozenset(family for face in house.faces.values() for family in (face.body, face.display))
    with ExitStack() as stack:
        ear = stack.enter_context(strict.listening())
        problems = stack.enter_context(guards.guarding(allowed))
        stack.enter_context(embedding.embedding())
        setting = stack.enter_context(hook.setting_paragraphs(rules.rules_of(languages, house)))
        try:
            document = _document(page, ear)
            data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=_identifier(page)) if document else b""
        except FatalURLFetchingError as error:
            raise HouseError(
                Problem(
                    code="house/fetch",
                    text=f"the page asks for something outside itself: {error}",
                    hint="only the emblem named in house.toml is brought to the page",
                )
            ) from None
    complaints = (*ear.problems, *problems, *_engine_lines(house, setting.refused))
    if complaints:
        raise EngineComplaint(dict.fromkeys(complaints))
    assert document is not None
    return Pdf(data=data, areas=tuple(_area(page) for page in document.pages))


def _engine_lines(house: House, refused: dict[str, int]) -> Iterator[Problem]:
    """A problem for each reason for which paragraphs were left to the engine, in a house that refuses that."""
    if house.engine_lines == "refused":
        for reason, count in sorted(refused.items()):
            yield Problem(
                code="engine/lines",
                text=f"{count} paragraph(s) would be set by the engine's own line rules: {reason}",
                hint='change the template or style sheet, or write `engine-lines = "allowed"` in house.toml',
            )


def _area(page: Any) -> tuple[float, float]:
    box = page._page_box
    return box.content_box_y() * PT, (box.content_box_y() + box.height) * PT


def _document(page: Page, ear: strict.Ear) -> Any:
    """The laid-out document; None when the style sheets already gave complaints."""
    from weasyprint import CSS, HTML

    fetch, fonts = strict.fetcher(), font_configuration()
    sheets = []
    for file, css in page.styles:
        before = len(ear.problems)
        sheet = _sheets().get(css)
        if sheet is None:
            sheet = CSS(string=css, font_config=fonts, url_fetcher=fetch, base_url=None)
            if len(ear.problems) == before:
                _sheets()[css] = sheet
        sheets.append(sheet)
        ear.problems[before:] = [_placed(problem, file) for problem in ear.problems[before:]]
    if ear.problems:
        return None
    return HTML(string=page.html, base_url=None, url_fetcher=fetch).render(stylesheets=sheets, font_config=fonts)


@cache
def _sheets() -> dict[str, Any]:
    """The style sheets of this process that gave no complaints, read once, by their text."""
    return {}


def _placed(problem: Problem, file: str) -> Problem:
    place = Place(file=file, line=problem.place.line, column=problem.place.column)
    return Problem(code=problem.code, place=place, text=problem.text, hint=problem.hint)


def _identifier(page: Page) -> bytes:
    """An identifier that depends on what is set and on nothing else."""
    total = hashlib.sha256(page.html.encode())
    for _, css in page.styles:
        total.update(css.encode())
    return total.hexdigest()[:32].encode()
