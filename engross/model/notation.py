"""The notation of a clause: plain text with `*emphasis*`; `\\*` is an asterisk.

What resolutions need beside it: `{b:bold}`, `{i:italic}`, `{s:struck}`, `{sup:2}`, `{sub:2}`, `{br}` for a
new line, `{fr:mots}` for words in another language, `[46/182](https://undocs.org/…)` for a link, and
`[^N1]` where the note N1 is called. A backslash before a mark takes its meaning away, and so before a bracket in the
address of a link, where one without its pair is to be written.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from engross.model import Run

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BREAKS = "\u2028\u2029\ufeff\ufffe\uffff\ufffc\ufffd"
_COMMON = dict.fromkeys(map(ord, "\u00a0\u202f\u2060\u3000\u00ad\u200e\u200f"))  # unprintable to Python, and harmless


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Each character that no official text may carry: its offset and its name.

    Control characters, byte-order marks and object marks are invisible damage; the bidirectional
    overrides and isolates of Unicode (UAX 9) can make a text print as another one.

    >>> list(forbidden("abc\\u202edef\\x07"))
    [(3, 'U+202E RIGHT-TO-LEFT OVERRIDE'), (7, 'U+0007 control character')]
    """
    if text.translate(_COMMON).isprintable() and "\ufffc" not in text and "\ufffd" not in text:
        return
    for offset, character in enumerate(text):
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Co", "Cn") or character in _OVERRIDES or character in _BREAKS:
            name = unicodedata.name(character, "control character" if category == "Cc" else "not a character")
            yield offset, f"U+{ord(character):04X} {name}"


_URL = r"https?://(?:[^\s()\\]|\\[()\\]|\([^\s()]*\))+"  # a bracket without its pair stands behind a backslash
_TOKEN = re.compile(
    rf"""(?P<escape>\\[*\\{{}}\[\]|]) | (?P<emphasis>\*) | (?P<line>\{{br\}})
    | (?P<place>\{{(?:addressee|letter|enclosed)\.[a-z-]+\}})
    | \{{(?P<open>[a-z]{{1,3}}(?:-[A-Za-z0-9]+)*): | (?P<close>\}})
    | \[\^(?P<note>[A-Z][A-Z0-9]*)\] | (?P<link>\[)(?=(?:[^\[\]\\]|\\.|\[\^[A-Z0-9]+\])*\]\(https?://)
    | \]\((?P<url>{_URL})\) | (?P<text>[^*\\{{}}\[\]]+|.)""",
    re.X | re.S,
)
_STYLES: dict[str, dict[str, Any]] = {
    "b": {"strong": True},
    "i": {"italic": True},
    "s": {"struck": True},
    "sup": {"position": "sup"},
    "sub": {"position": "sub"},
}
_LEVELS = ("emphasis", "link", "language", "strong", "italic", "struck", "position")


@dataclass(slots=True)
class _Parser:
    """The runs read so far, and what is open: emphasis, braces, a link."""

    runs: list[Run] = field(default_factory=list)
    emphasis: int = -1  # offset of the open asterisk
    braces: list[tuple[int, Run]] = field(default_factory=list)  # offset, and the style outside
    link: tuple[int, int] = (-1, 0)  # offset, and the first run of the open link
    style: Run = Run(text="")
    empty: bool = False  # nothing has come since the asterisk

    def say(self, text: str) -> None:
        """Text in the present style."""
        self.runs.append(replace(self.style, text=text, emphasis=self.emphasis >= 0))
        self.empty = False

    def take(self, token: re.Match[str]) -> None:
        """One mark or stretch of text; a ValueError for an emphasis or a link without words."""
        kind, at = token.lastgroup, token.start()
        if kind == "emphasis":
            if self.emphasis >= 0 and self.empty:
                raise ValueError(self.emphasis)
            self.emphasis, self.empty = (-1 if self.emphasis >= 0 else at), True
        elif kind == "open":
            self.braces.append((at, self.style))
            self.style = replace(self.style, **_STYLES.get(token["open"], {"language": token["open"]}))
        elif kind == "close" and self.braces:
            self.style = self.braces.pop()[1]
        elif kind == "link":
            self.link = (at, len(self.runs))
        elif kind == "url" and self.link[0] >= 0:
            self._end_link(re.sub(r"\\([()\\])", r"\1", token["url"]))
        elif kind == "note":
            self.runs.append(replace(self.style, note=token["note"], emphasis=self.emphasis >= 0))
            self.empty = False
        else:
            self.say({"escape": token[0][1:], "line": "\n"}.get(kind or "", token[0]))

    def _end_link(self, url: str) -> None:
        at, first = self.link
        if first == len(self.runs):
            raise ValueError(at)
        self.runs[first:] = [replace(run, link=url) for run in self.runs[first:]]
        self.link = (-1, 0)


def parse(source: str) -> tuple[Run, ...]:
    """The runs of a clause; a ValueError with the offset of a mark that is not closed, or holds no words.

    >>> parse("*Condemning* all acts,")[0].emphasis, [run.text for run in parse("*Condemning* all acts,")]
    (True, ['Condemning', ' all acts,'])
    >>> [run.text for run in parse("four \\\\* four {not a mark}")]
    ['four * four {not a mark}']
    >>> [(run.text, run.link, run.note) for run in parse("see [1/2](http://un.org/A(1))[^N1]")]
    [('see ', '', ''), ('1/2', 'http://un.org/A(1)', ''), ('', '', 'N1')]
    >>> parse("*Condemning all")
    Traceback (most recent call last):
    ValueError: 0
    """
    parser = _Parser()
    for token in _TOKEN.finditer(source):
        parser.take(token)
    if parser.emphasis >= 0:
        raise ValueError(parser.emphasis)
    if parser.braces:
        raise ValueError(parser.braces[0][0])
    return joined(parser.runs)


def unclosed(sign: str) -> tuple[str, str]:
    """How messages name the mark that a sign opens, where it is not closed, and what to do.

    >>> unclosed("*")[0], unclosed("{")[0], unclosed("[")[0]
    ('an emphasis', 'a {', 'a [')
    """
    if sign == "*":
        return "an emphasis", "put a second * where the emphasis ends; write \\* for an asterisk"
    if sign == "[":
        return "a [", "put words between it and its ]; write \\[ for a bracket"
    return "a {", "put a } where the marked words end; write \\{ for a brace"


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs, those of one style side by side as one; calls of notes stay by themselves, empty runs go.

    >>> [run.text for run in joined([Run(text="a"), Run(text="b"), Run(text="c", strong=True), Run()])]
    ['ab', 'c']
    """
    made: list[Run] = []
    for run in runs:
        if made and not run.note and replace(made[-1], text=run.text) == run:
            made[-1] = replace(run, text=made[-1].text + run.text)
        elif run.text or run.note:
            made.append(run)
    return tuple(made)


def write(runs: tuple[Run, ...]) -> str:
    """The notation of the runs: the inverse of `parse`.

    >>> source = "*Recalling* {b:its own} [46/182](https://undocs.org/x)[^N1] \\\\* {sup:2}"
    >>> write(parse(source)) == source
    True
    """
    return _write(runs, 0)


def _write(runs: tuple[Run, ...], level: int) -> str:
    if level == len(_LEVELS):
        return "".join(f"[^{run.note}]" if run.note else _escaped(run) for run in runs)
    said = []
    for value, group in groupby(runs, lambda run: getattr(run, _LEVELS[level])):
        inner = _write(tuple(group), level + 1)
        said.append(_wrapped(_LEVELS[level], value, inner) if value else inner)
    return "".join(said)


def _wrapped(name: str, value: Any, inner: str) -> str:
    if name == "emphasis":
        return f"*{inner}*"
    if name == "link":
        return f"[{inner}]({_address(value)})"
    mark = {"strong": "b", "italic": "i", "struck": "s"}.get(name, value)
    return f"{{{mark}:{inner}}}"


def _address(url: str) -> str:
    """The address as it is where its brackets are paired; else each of them, and each backslash, behind a backslash.

    >>> _address("http://un.org/2242(2015)"), _address("http://un.org/2242(2015")
    ('http://un.org/2242(2015)', 'http://un.org/2242\\\\(2015')
    """
    paired = "\\" not in url and re.fullmatch(_URL, url)
    return url if paired else re.sub(r"[()\\]", r"\\\g<0>", url)


def _escaped(run: Run) -> str:
    signs = r"[*\\{}\[\]]" if run.link else r"[*\\{}]|\[(?=\^)|\](?=\(https?://)"
    return re.sub(signs, r"\\\g<0>", run.text).replace("\n", "{br}")


def calls(source: str) -> tuple[str, ...]:
    """The labels of the notes a text calls, in order.

    >>> calls("the Agenda,[^N1] the Accord[^N2]")
    ('N1', 'N2')
    """
    return tuple(found["note"] for found in _TOKEN.finditer(source) if found["note"])


def plain(source: str) -> str:
    """The words of a text in the notation: no marks, no calls of notes; a new line is a space.

    >>> plain("*Recalling* [46/182](https://undocs.org/x)[^N1],")
    'Recalling 46/182,'
    """
    return "".join(run.text for run in parse(source)).replace("\n", " ")
