"""What files, folders and tables say, in a form that a terminal shows and does not obey.

A name or a reason can hold commands for the terminal, line breaks that imitate our own lines, and marks that change
the direction of what stands beside them. Each of these is printed as its number: `\\x1b`, `\\n`, `\\u202e`.
"""

import json
import re
import unicodedata
from typing import Any

LONGEST = 300  # characters of one value: what is longer pushes our own words off the screen
_OBEYED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # categories that are no visible character
_JOINERS = "\u200c\u200d"  # letters of Persian and of the scripts of India are written with these
_BLANK = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # letters and signs that look like spaces
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_GAP = re.compile(r"[^\S\n\r\t\v\f\x1c-\x1f\x85\u2028\u2029]{2,}")  # spaces of any width, not the breaks of lines


def escaped(text: str) -> str:
    """The text on one line, with each character that a terminal obeys or does not show replaced by its number.

    Spaces in a row become one, so that no text fills a line up and seems to begin another.

    >>> escaped("Reg\\x1b[2J\\nchanged since: no"), escaped("A\\u202eB\\u2028C"), escaped("Zoë  Martínez")
    ('Reg\\\\x1b[2J\\\\nchanged since: no', 'A\\\\u202eB\\\\u2028C', 'Zoë Martínez')
    """
    return "".join(_number(each) if _obeyed(each) else each for each in _GAP.sub(" ", text))


def escaped_line(line: str) -> str:
    """A line escaped, with the indent that it has.

    >>> escaped_line("    why:  \\x1b")
    '    why: \\\\x1b'
    """
    said = line.lstrip(" ")
    return " " * (len(line) - len(said)) + escaped(said)


def quoted(text: str, longest: int = LONGEST) -> str:
    """The text escaped, cut at so many characters, between quotation marks that none in it can close.

    >>> quoted("a” b"), quoted("abcdef", 3)
    ('“a’ b”', '“abc …”')
    """
    cut = text[:longest] + (" …" if len(text) > longest else "")
    return f"“{escaped(cut).replace('“', '‘').replace('”', '’')}”"


def json_text(value: Any) -> str:
    """The value as indented JSON for a program, which a terminal may show as well: what it obeys is \\u and a number.

    >>> print(json_text({"by": "Zoë\\u202e\\x9b"}))
    {
      "by": "Zoë\\u202e\\u009b"
    }
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(json.dumps(each)[1:-1] if each != "\n" and _obeyed(each) else each for each in text)


def _obeyed(character: str) -> bool:
    return character in _BLANK or (unicodedata.category(character) in _OBEYED and character not in _JOINERS)


def _number(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
