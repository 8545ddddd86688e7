"""An edition's page as PDF: the only place that sets type. What is declared of the file, the outputs say."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Any

from engross.editing.edition import Edition
from engross.errors import EngineComplaint, HouseError, Place, Problem
from engross.sources.house import House
from engross.sources.language import Language
from engross.typesetting.html import Page
from engross.typesetting.paragraphs import hook, rules
from engross.typesetting.weasyprint import VERSION, embedding, guards, keeping, sparing, strict
from engross.typesetting.weasyprint.conformance import Source

SLACK = 2.0  # pt that a comma may hang under its line
LONG = 50  # pages from which on the engine's boxes are let go before the file is checked
PT = 0.75  # pt in one CSS pixel, the engine's unit
Style = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an output is made from: the edition, its page, the languages on it by tag, the files it comes from.

    `profile` is the ICC profile of the house's press, for the outputs that are printed.
    """

    edition: Edition
    page: Page
    languages: dict[str, Language]
    sources: tuple[Source, ...] = ()
    profile: bytes = b""

    @property
    def identifier(self) -> bytes:
        """An identifier that depends on what is set and on nothing else."""
        total = hashlib.sha256(self.page.html.encode())
        for _, css in self.page.styles:
            total.update(css.encode())
        return total.hexdigest()[:32].encode()


@dataclass(frozen=True, slots=True)
class Area:
    """The text area of a page of the edition, where it lies in the file: page (from 0) and edges in pt from its foot.

    `left` and `right` bound the edition's page, margins included; `foot` and `head` bound it from below and above.
    Notes stand between `bottom` and `notes`; `repeated` are the (lower, upper) edges of heads of tables that the
    page before has already.
    """

    page: int
    left: float
    right: float
    foot: float
    bottom: float
    top: float
    head: float
    notes: float = 0.0
    repeated: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """A finished file: its bytes, and where the pages of the edition lie in it, in the order of the text.

    `numbers` are those of its pages, and `total` how many there are, where it is part of a longer file. `wide` are the
    figures that are wider than their columns.
    """

    data: bytes
    areas: tuple[Area, ...]
    numbers: tuple[int, ...] = ()
    total: int = 0
    wide: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages the edition has."""
        return len(self.areas)


@cache
def font_configuration() -> Any:
    """The engine's view of the fonts: one a process, as memory of each further one is never given back."""
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


def compose(setting: Setting, write: Callable[[Any], bytes], *styles: Style) -> Pdf:
    """The PDF that `write` makes of the laid-out page, with more style sheets last.

    EngineComplaint with everything the engine warned of, HouseError for what it cannot fetch.
    """
    from weasyprint.urls import FatalURLFetchingError

    house, languages = setting.edition.house, setting.languages
    faces = house.faces.values()
    allowed = frozenset(family for face in faces for family in (face.body, face.display, face.second) if family)
    with ExitStack() as stack:
        ear = stack.enter_context(strict.listening())
        problems = stack.enter_context(guards.guarding(allowed))
        stack.enter_context(embedding.embedding())
        stack.enter_context(sparing.passing_over())
        stack.enter_context(keeping.keeping_styles(ear.problems))
        stack.enter_context(keeping.serializing_once())
        paragraphs = stack.enter_context(
            hook.setting_paragraphs(rules.rules_of(languages, house, setting.edition.whole))
        )
        try:
            document = _document(setting.page, styles, ear)
            data = write(document) if document else b""
        except FatalURLFetchingError as error:
            raise HouseError(
                Problem(
                    code="house/fetch",
                    text=f"the page asks for something outside itself: {error}",
                    hint="only the emblem named in house.toml is brought to the page",
                )
            ) from None
    complaints = (*ear.problems, *problems, *_engine_lines(house, paragraphs.refused))
    if complaints:
        _sheets.cache_clear()  # a rule says only once that its variable holds nothing it can use
        raise EngineComplaint(dict.fromkeys(complaints))
    assert document is not None
    areas = _areas(document)
    del document
    if len(areas) > LONG:
        gc.collect()
    return Pdf(data=data, areas=areas, wide=tuple(paragraphs.wide))


def plain(page: Page, families: tuple[str, ...]) -> bytes:
    """A page that belongs to no edition, such as what a signature shows: a PDF without tags, in these faces alone.

    EngineComplaint with everything the engine warned of.
    """
    check_engine()
    with ExitStack() as stack:
        ear = stack.enter_context(strict.listening())
        problems = stack.enter_context(guards.guarding(frozenset(families)))
        document = _document(page, (), ear)
        data: bytes = document.write_pdf(pdf_identifier=b"plain") if document else b""
    complaints = (*ear.problems, *problems)
    if complaints:
        raise EngineComplaint(dict.fromkeys(complaints))
    return data


def _engine_lines(house: House, refused: dict[str, int]) -> Iterator[Problem]:
    """A problem for each reason for which paragraphs were left to the engine, in a house that refuses that."""
    if house.engine_lines == "refused":
        for reason, count in sorted(refused.items()):
            yield Problem(
                code="engine/lines",
                text=f"{count} paragraph(s) would be set by the engine's own line rules: {reason}",
                hint='change the template or style sheet, or write `engine-lines = "allowed"` in house.toml',
            )


def _areas(document: Any) -> tuple[Area, ...]:
    heads: set[Any] = set()
    return tuple(_area(number, page, heads) for number, page in enumerate(document.pages))


def _area(number: int, page: Any, heads: set[Any]) -> Area:
    """The area of a page; `heads` are those heads of tables that came before, and is added to."""
    box = page._page_box
    top, height = box.content_box_y(), page.height
    bottom, notes, repeated = height - top - box.height, 0.0, []
    for each in _boxes(box):
        kind = type(each).__name__
        if kind == "FootnoteAreaBox" and each.children:
            notes = height - each.border_box_y() + each.margin_top / 2  # an accent may rise above its line
        elif getattr(each, "is_header", False):
            if each.element in heads:
                low, high = height - each.position_y - each.height, height - each.position_y
                repeated.append((low * PT, high * PT))
            heads.add(each.element)
    return Area(
        notes=max(notes, bottom) * PT - SLACK,
        repeated=tuple(repeated),
        page=number,
        left=0,
        right=page.width * PT,
        foot=0,
        bottom=bottom * PT - SLACK,
        top=(height - top) * PT,
        head=height * PT,
    )


def _boxes(box: Any) -> Iterator[Any]:
    """The boxes of a page in order, down to the groups of tables: lines and what is in them are left out."""
    yield box
    if type(box).__name__ not in ("LineBox", "TableRowBox"):
        for child in getattr(box, "children", ()):
            yield from _boxes(child)


def _document(page: Page, styles: tuple[Style, ...], ear: strict.Ear) -> Any:
    """The laid-out document; None when the style sheets already gave complaints."""
    from weasyprint import CSS, HTML

    fetch, fonts = strict.fetcher(), font_configuration()
    sheets = []
    for file, css in (*page.styles, *styles):
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
