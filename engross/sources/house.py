"""A house: whose official form a text takes, from `templates/<house>/house.toml` and its explicit parent."""

from dataclasses import dataclass, field

from engross.errors import HouseError
from engross.model import folios
from engross.model.folios import Folio
from engross.sources import penalties
from engross.sources.fields import FIELDS
from engross.sources.language import SCRIPTS
from engross.sources.letter_fields import LETTER_FIELDS
from engross.sources.press import Press, read_press
from engross.sources.settings import Settings

LABELS = ("printed", "unprinted")
KINDS = ("documents", "letters")
PRINTED = tuple(dict.fromkeys(each.name for each in (*FIELDS, *LETTER_FIELDS) if each.printed))
ENGINE_LINES = ("allowed", "refused")
SEALS = ("room", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """The families a script is set in: running text and display (mastheads, headings, labels).

    `second` sets the letters of running text that the first cannot, letter by letter; "" where there is none.
    """

    body: str
    display: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A form word: its English text, and the house that says it (its msgctxt is `house/key`)."""

    context: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house, its parents' settings folded in. `folders` are its own folder name first, then its parents'."""

    id: str
    name: str
    about: str
    folders: tuple[str, ...]
    abstract: bool
    labels: str
    emblem: str
    faces: dict[str, Face]
    words: dict[str, Word]
    hyphens_in_a_row: int
    letterhead: str = ""
    seal: str = ""
    lines: dict[str, float] = field(default_factory=dict)
    engine_lines: str = ""
    press: Press = field(default_factory=Press)
    issues: tuple[str, ...] = KINDS
    omits: tuple[str, ...] = ()
    folio: Folio = Folio()
    united_nations: bool = False
    series: tuple[str, ...] = ()

    def owns(self, symbol: str) -> bool:
        """Whether a symbol is of one of the series of the organization whose form this is.

        A series is what stands before the first stroke.
        """
        return symbol.partition("/")[0].strip() in self.series


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One `house.toml` as read, before its parent's settings are folded in."""

    id: str
    extends: str
    name: str
    about: str
    abstract: bool
    labels: str
    emblem: str
    faces: dict[str, Face]
    words: dict[str, str]
    hyphens_in_a_row: int
    letterhead: str = ""
    seal: str = ""
    lines: dict[str, float] = field(default_factory=dict)
    engine_lines: str = ""
    press: Press = field(default_factory=Press)
    issues: tuple[str, ...] = ()
    omits: tuple[str, ...] | None = None
    folio: str = ""
    united_nations: bool | None = None
    series: tuple[str, ...] = ()


def read_sheet(text: str, file: str, id: str) -> Sheet:
    """The settings of one house; HouseError with every problem in them."""
    settings = Settings(text, file, HouseError)
    sheet = Sheet(
        id=id,
        extends=settings.take("extends", str, default=""),
        name=settings.take("name", str),
        about=settings.take("about", str),
        abstract=settings.take("abstract", bool, default=False),
        labels=settings.take("labels", str, default="", allowed=("", *LABELS)),
        emblem=settings.take("emblem", str, default=""),
        letterhead=settings.take("letterhead", str, default=""),
        seal=settings.take("seal", str, default="", allowed=("", *SEALS)),
        faces={script: _face(settings, script) for script in settings.take("fonts", dict, default={})},
        words=settings.take("words", dict, default={}),
        hyphens_in_a_row=settings.take("hyphens-in-a-row", int, default=-1),
        press=read_press(settings),
        lines=penalties.read(settings),
        engine_lines=settings.take("engine-lines", str, default="", allowed=("", *ENGINE_LINES)),
        issues=_names(settings, "issues", KINDS) or (),
        omits=_names(settings, "omits", PRINTED),
        folio=settings.take("folio", str, default=""),
        united_nations=settings.take("united-nations", bool, default=None),
        series=settings.texts("series") if "series" in settings.table else (),
    )
    if amiss := folios.problem(sheet.folio) if sheet.folio else "":
        settings.problem("folio", amiss, folios.HINT)
    for script in sheet.faces:
        if script not in SCRIPTS:
            settings.problem(f"fonts.{script}", "is not a script", f"one of: {', '.join(SCRIPTS)}")
    for key, word in sheet.words.items():
        if not isinstance(word, str) or not word:
            settings.problem(f"words.{key}", "is not a text", "give the English words, in quotation marks")
    settings.finish()
    return sheet


def _face(settings: Settings, script: str) -> Face:
    return Face(
        body=settings.take(f"fonts.{script}.body", str),
        display=settings.take(f"fonts.{script}.display", str),
        second=settings.take(f"fonts.{script}.second", str, default=""),
    )


def _names(settings: Settings, key: str, allowed: tuple[str, ...]) -> tuple[str, ...] | None:
    """The list of names that a key holds, each one of those allowed; None where the key is not there."""
    named: list[object] | None = settings.take(key, list, default=None)
    for each in named or ():
        if each not in allowed:
            settings.problem(key, f"{each!r} is not known", f"any of: {', '.join(allowed)}")
    return None if named is None else tuple(map(str, named))


def own_words(sheet: Sheet) -> dict[str, Word]:
    """The form words a house says itself, by key."""
    return {key: Word(context=f"{sheet.id}/{key}", english=english) for key, english in sheet.words.items()}


def fold(chain: tuple[Sheet, ...], file: str) -> House:
    """The house of a chain of sheets, the house's own first, its last ancestor last.

    What a sheet does not say, its parent says. HouseError when nobody says what every house must.
    """
    own, oldest_first = chain[0], chain[::-1]
    settings = Settings("", file, HouseError)

    def nearest(name: str) -> str:
        return next((value for sheet in chain if (value := getattr(sheet, name))), "")

    house = House(
        id=own.id,
        name=own.name,
        about=own.about,
        abstract=own.abstract,
        folders=tuple(sheet.id for sheet in chain),
        labels=nearest("labels"),
        emblem=nearest("emblem"),
        letterhead=nearest("letterhead"),
        seal=nearest("seal") or "room",
        faces={script: face for sheet in oldest_first for script, face in sheet.faces.items()},
        words={key: word for sheet in oldest_first for key, word in own_words(sheet).items()},
        hyphens_in_a_row=next((s.hyphens_in_a_row for s in chain if s.hyphens_in_a_row >= 0), 0),
        engine_lines=nearest("engine_lines") or "allowed",
        press=next((s.press for s in chain if s.press.condition), Press()),
        lines={name: value for sheet in oldest_first for name, value in sheet.lines.items()},
        issues=next((s.issues for s in chain if s.issues), KINDS),
        omits=next((s.omits for s in chain if s.omits is not None), ()),
        folio=Folio(form) if (form := nearest("folio")) else Folio(),
        united_nations=next((s.united_nations for s in chain if s.united_nations is not None), False),
        series=next((s.series for s in chain if s.series), ()),
    )
    if not house.labels:
        settings.problem("labels", "is set neither here nor in a parent house", f"one of: {', '.join(LABELS)}")
    for script in SCRIPTS:
        if script not in house.faces:
            settings.problem(
                f"fonts.{script}", "is set neither here nor in a parent house", "name a body and a display face"
            )
    settings.finish()
    return house
