"""A language and its own rules, from `translations/<tag>/language.toml`: one folder a language."""

import re
from dataclasses import dataclass, field
from datetime import date
from string import Formatter

from engross.errors import Place, Problem, TranslationError
from engross.model.typography import Rule, Unbroken
from engross.sources import penalties
from engross.sources.settings import Settings

SCRIPTS = ("latin", "cyrillic", "arabic", "han")
EMPHASES = ("italic", "bold", "bold italic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language is written: direction, script, dates, quotation marks, list marks, emphasis, spaces."""

    tag: str
    name: str
    html: str
    direction: str
    script: str
    hyphenation: str
    emphasis: str
    distribution: str
    letters: tuple[str, ...]
    date_pattern: str
    first_day: str
    months: tuple[str, ...]
    quotes: tuple[str, ...]
    list_marks: tuple[str, ...]
    paragraph_mark: str
    note_mark: str
    whole: tuple[str, ...]
    rules: tuple[Rule, ...]
    unbroken: tuple[Unbroken, ...] = ()
    lines: dict[str, float] = field(default_factory=dict)

    def day(self, day: date) -> str:
        """The date as official texts of this language write it, which is not CLDR's way; "" for an unknown day."""
        if day == day.min:
            return ""
        number = self.first_day if day.day == 1 and self.first_day else str(day.day)
        return self.date_pattern.format(day=number, month=self.months[day.month - 1], year=day.year)

    def letter(self, letter: str) -> str:
        """The letter of a label in this language's own series: A is أ in Arabic."""
        index = ord(letter) - ord("A")
        return self.letters[index] if 0 <= index < len(self.letters) else letter


def not_here(tags: list[str], place: Place) -> Problem:
    """What is wrong with words in languages that a workspace has not."""
    return Problem(
        code="content/language",
        place=place,
        text=f"no such language here: {', '.join(tags)}",
        hint=f"make the folder translations/{tags[0]}/, or correct the tag",
    )


def read_language(text: str, file: str, tag: str) -> Language:
    """The language a `language.toml` describes; TranslationError with every problem in it. All fields are required."""
    settings = Settings(text, file, TranslationError)
    language = Language(
        tag=tag,
        name=settings.take("name", str),
        html=settings.take("html", str),
        direction=settings.take("direction", str, allowed=("ltr", "rtl")),
        script=settings.take("script", str, allowed=SCRIPTS),
        hyphenation=settings.take("hyphenation", str),
        emphasis=settings.take("emphasis", str, allowed=EMPHASES),
        distribution=settings.take("distribution", str),
        letters=tuple(settings.take("letters", str).split()),
        date_pattern=settings.take("date.pattern", str),
        first_day=settings.take("date.first-day", str),
        months=settings.texts("date.months", 12),
        quotes=settings.texts("quotes", 4),
        list_marks=settings.texts("list-marks", 4),
        paragraph_mark=settings.take("paragraph-mark", str),
        note_mark=settings.take("note-mark", str),
        whole=settings.texts("whole"),
        rules=_rules(settings),
        unbroken=_unbroken(settings),
        lines=penalties.read(settings),
    )
    _check_pattern(settings, language.date_pattern)
    if _names(language.note_mark) != ["number"]:
        settings.problem("note-mark", f"{language.note_mark!r} does not hold {{number}} once", 'write "{number}"')
    settings.finish()
    return language


def _names(pattern: str) -> list[str]:
    """The names in braces, sorted; none where the braces are not well formed."""
    try:
        parts = [part for part in Formatter().parse(pattern) if part[1] is not None]
    except ValueError:
        return []
    return sorted(f"{name}{spec}{conversion or ''}" for _, name, spec, conversion in parts)


def _check_pattern(settings: Settings, pattern: str) -> None:
    if _names(pattern) != ["day", "month", "year"]:
        settings.problem(
            "date.pattern",
            f"{pattern!r} does not hold each of {{day}}, {{month}}, {{year}} once",
            'write, for example, "{day} {month} {year}"',
        )


def _rules(settings: Settings) -> tuple[Rule, ...]:
    rules = []
    for entry in settings.take("rule", list, default=[]):
        try:
            typed, put = entry["example"]
            rules.append(Rule(find=re.compile(entry["find"]), put=entry["put"], why=entry["why"], example=(typed, put)))
        except (KeyError, ValueError, TypeError, re.error) as error:
            settings.problem(
                "rule",
                f"a rule cannot be used: {error}",
                "each rule has find (a regular expression), put, why and example = [typed, set]",
            )
    return tuple(rules)


def _unbroken(settings: Settings) -> tuple[Unbroken, ...]:
    found = []
    for entry in settings.take("unbroken", list, default=[]):
        try:
            typed, kept = entry["example"]
            found.append(Unbroken(find=re.compile(entry["find"]), why=entry["why"], example=(typed, kept)))
        except (KeyError, ValueError, TypeError, re.error) as error:
            settings.problem(
                "unbroken",
                f"an entry cannot be used: {error}",
                "each has find (a regular expression), why and example = [text, what of it no line divides]",
            )
    return tuple(found)
