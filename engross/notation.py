"""The notation of a clause: plain text with `*emphasis*`; `\\*` is an asterisk."""

import re
import unicodedata
from collections.abc import Iterator

from engross.model import Run

_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BREAKS = "\u2028\u2029\ufeff\ufffe\uffff\ufffc\ufffd"
_COMMON = dict.fromkeys(map(ord, "\u00a0\u202f\u2060\u3000\u00ad\u200e\u200f"))  # unprintable to Python, and harmless
_TOKEN = re.compile(r"\\[*\\]|\*|[^*\\]+|\\")


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


def parse(source: str) -> tuple[Run, ...]:
    """The runs of a clause; a ValueError when an emphasis is opened and not closed.

    >>> parse("*Condemning* all acts,")
    (Run(text='Condemning', emphasis=True), Run(text=' all acts,', emphasis=False))
    >>> parse("four \\\\* four")
    (Run(text='four * four', emphasis=False),)
    >>> parse("*Condemning all")
    Traceback (most recent call last):
    ValueError: 0
    """
    runs: list[Run] = []
    text, emphasis, opened = "", False, 0
    for token in _TOKEN.finditer(source):
        if token[0] != "*":
            text += token[0][1:] if token[0] in ("\\*", "\\\\") else token[0]
            continue
        if text:
            runs.append(Run(text=text, emphasis=emphasis))
        elif emphasis:
            raise ValueError(opened)
        text, emphasis, opened = "", not emphasis, token.start()
    if emphasis:
        raise ValueError(opened)
    if text:
        runs.append(Run(text=text))
    return tuple(runs)


def write(runs: tuple[Run, ...]) -> str:
    """The notation of the runs: the inverse of `parse`.

    >>> write(parse("*Condemning* all \\\\* acts,"))
    '*Condemning* all \\\\* acts,'
    """
    said = []
    for run in runs:
        text = run.text.replace("\\", "\\\\").replace("*", "\\*")
        said.append(f"*{text}*" if run.emphasis else text)
    return "".join(said)
