"""What each HTML element is in a PDF: its role in the structure tree (ISO 32000-1, 14.8.4). Pure.

The HTML says the role with `data-tag` where the mapping of the element is not right.
"""

import re
from typing import Any

Element = Any  # an ElementTree element

GROUPING = frozenset(
    {
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "TOC",
        "TOCI",
        "Index",
        "Aside",
        "L",
        "LI",
        "Table",
        "THead",
        "TBody",
        "TFoot",
        "TR",
    }
)
INLINE = frozenset({"Span", "Link", "Reference", "Quote", "Code", "Em", "Strong", "Sub"})
BEARING = frozenset(
    {
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "Title",
        "Lbl",
        "LBody",
        "TH",
        "TD",
        "Caption",
        "Figure",
        "Formula",
        "Note",
        "FENote",
        "Form",
    }
)
ROLES = GROUPING | INLINE | BEARING

_MAPPED = {
    "p": "P", "main": "Sect", "section": "Sect", "nav": "Sect", "article": "Art", "aside": "Sect",
    "blockquote": "BlockQuote", "figure": "Figure", "figcaption": "Caption", "caption": "Caption",
    "img": "Figure", "{http://www.w3.org/2000/svg}svg": "Figure",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI", "dd": "LI",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip
_BLOCKS = frozenset({"div", "header", "footer", "address", "form", "fieldset", "details"})
_ROMAN = re.compile("[ivxlcdm]+", re.I)


def role(element: Element) -> str:
    """The structure role of an element; "" for one that leaves no trace in the tree.

    An element in another language is at least a Div or a Span, so that its language can be said.

    >>> from xml.etree.ElementTree import fromstring
    >>> [role(fromstring(each)) for each in ('<p/>', '<em/>', '<em lang="fr"/>', '<span data-tag="Lbl"/>')]
    ['P', '', 'Span', 'Lbl']
    """
    said = element.get("data-tag")
    if said == "Span" and not element.get("lang"):
        return ""  # it would say nothing
    if said is not None:
        return str(said)
    if element.tag == "a":
        return "Link" if element.get("href") else ""
    mapped = _MAPPED.get(element.tag, "")
    if mapped or not element.get("lang"):
        return mapped
    return "Div" if element.tag in _BLOCKS else "Span"


def is_link(element: Element) -> bool:
    """Whether the element is a hyperlink, whatever role it says it has."""
    return bool(element.tag == "a" and element.get("href"))


def is_decoration(element: Element) -> bool:
    """Whether the element says that it is no content: an image without words for it, a rule."""
    if element.get("role") == "presentation" or element.get("aria-hidden") == "true":
        return True
    return bool(element.tag == "img" and element.get("alt") == "")


def alternative(element: Element) -> str:
    """The words that stand for a figure: its own `alt`, the title of an SVG, or the `alt` of an image within."""
    for each in element.iter():
        if each.tag == "img" and each.get("alt"):
            return str(each.get("alt"))
        if each.tag == "{http://www.w3.org/2000/svg}title" and each.text:
            return str(each.text)
    return str(element.get("alt") or "")


def scope(element: Element, in_head: bool, first: bool) -> str:
    """What a header cell heads: Row or Column."""
    said = (element.get("scope") or "").removesuffix("group")
    if said in ("row", "col"):
        return "Row" if said == "row" else "Column"
    return "Row" if first and not in_head else "Column"


def span(element: Element, name: str) -> int:
    """How many columns or rows (`colspan`, `rowspan`) a cell takes; 1 where it does not say."""
    said = str(element.get(name) or "1")
    return max(int(said), 1) if said.isdigit() else 1


def list_numbering(first_label: str) -> str:
    """The ListNumbering (ISO 32000-1, 14.8.5.5) of a list whose first label is this.

    >>> [list_numbering(each) for each in ("", "(a)", "(i)", "1.", "IV.", "A", "•", "أ")]
    ['None', 'LowerAlpha', 'LowerRoman', 'Decimal', 'UpperRoman', 'UpperAlpha', 'Disc', 'LowerAlpha']
    """
    sign = first_label.strip("()[]{}.:： \u00a0\u202f-–—")
    if not sign:
        return "None"
    if sign.isdigit():
        return "Decimal"
    if not sign.isalpha():
        return "Disc"
    upper = "Upper" if sign.isupper() else "Lower"
    return upper + ("Roman" if _ROMAN.fullmatch(sign) and (len(sign) > 1 or sign in "iI") else "Alpha")
