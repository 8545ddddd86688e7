"""The form of a page number: said once in `house.toml`, and read by the style sheets and by each comparison.

`{page}/{pages}`, `– {page} –`, `{page:upper-roman}`. A folio has no words: they could not be translated there.
"""

import re
from collections import Counter
from dataclasses import dataclass

from engross.model.numbering import in_series

STYLES = ("decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha", "arabic-indic")
HINT = (
    f'write {{page}}, and {{pages}} where the number of pages belongs there: folio = "– {{page}} –"; '
    f"{{page:upper-roman}} counts in one of: {', '.join(STYLES)}"
)
_FIELD = re.compile(r"\{(page|pages)(?::([a-z-]+))?\}")
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def problem(form: str) -> str:
    """What is wrong with a form of folio; "" when nothing is.

    >>> problem("– {page} –"), problem("{page}/{pages}"), problem("{page:upper-roman}")
    ('', '', '')
    >>> problem("Page {page}"), problem("{pages}"), problem("{page:runes}")
    ('has a word, which would stand there untranslated', 'does not hold {page} once', 'counts in no known way: runes')
    """
    fields = _FIELD.findall(form)
    if [name for name, _ in fields].count("page") != 1:
        return "does not hold {page} once"
    if unknown := [style for _, style in fields if style and style not in STYLES]:
        return f"counts in no known way: {unknown[0]}"
    rest = _FIELD.sub("", form)
    if any(character.isalnum() for character in rest):
        return "has a word, which would stand there untranslated"
    return "has a brace that names nothing" if re.search(r"[{}\n\\]", rest) else ""


@dataclass(frozen=True, slots=True)
class Folio:
    """One form of page number."""

    form: str = "{page}/{pages}"

    def css(self, total: int = 0) -> str:
        """The form as the value of `content`; with `total` in place of the number of pages of this very file.

        >>> Folio("– {page:upper-roman} –").css(), Folio().css(9)
        ('"– " counter(page, upper-roman) " –"', 'counter(page) "/" "9"')
        """
        parts = []
        for name, style, between in self._parts():
            if between:
                parts.append('"' + between.replace('"', '\\"') + '"')
            elif name == "pages" and total:
                parts.append(f'"{_said(total, style)}"')
            else:
                parts.append(f"counter({name}, {style})" if style else f"counter({name})")
        return " ".join(parts)

    def text(self, number: int, total: int) -> str:
        """What the page of this number says.

        >>> Folio().text(3, 7), Folio("– {page} –").text(3, 7), Folio("{page:upper-roman}").text(9, 12)
        ('3/7', '– 3 –', 'IX')
        """
        values = {"page": number, "pages": total}
        return "".join(between or _said(values[name], style) for name, style, between in self._parts())

    def fits(self, text: str) -> bool:
        """Whether a text, without its spaces, is the number of some page in this form, in whatever order.

        A right-to-left page gives the pieces of its margins without their order.

        >>> Folio().fits("12/30"), Folio("– {page} –").fits("–2–"), Folio("{page}").fits("2/3")
        (True, True, False)
        """
        between = "".join(each for _, _, each in self._parts())
        left = Counter(text)
        left.subtract(character for character in between if not character.isspace())
        counted = "".join(_figures(style) for name, style, _ in self._parts() if name)
        return bool(text) and all(count == 0 or (count > 0 and each in counted) for each, count in left.items())

    def _parts(self) -> list[tuple[str, str, str]]:
        """(name, style, "") of each number and ("", "", text) of what stands between, in order."""
        parts, at = [], 0
        for found in _FIELD.finditer(self.form):
            parts += [("", "", self.form[at : found.start()]), (found[1], found[2] or "", "")]
            at = found.end()
        return [each for each in [*parts, ("", "", self.form[at:])] if any(each)]


def _figures(style: str) -> str:
    """The figures of a way of counting."""
    if style == "arabic-indic":
        return "٠١٢٣٤٥٦٧٨٩"
    if style.endswith(("-roman", "-alpha")):
        figures = "ivxlcdm" if style.endswith("-roman") else "abcdefghijklmnopqrstuvwxyz"
        return figures.upper() if style.startswith("upper") else figures
    return "0123456789"


def _said(number: int, style: str) -> str:
    """A number in one of the ways of counting."""
    if style == "arabic-indic":
        return str(number).translate(_INDIC)
    if style.endswith(("-roman", "-alpha")):
        case, _, series = style.partition("-")
        said = in_series(series, number)
        return said.upper() if case == "upper" else said
    return str(number)
