"""Elements of Akoma Ntoso made and set out in lines, with no white space where it would be read as words."""

from typing import Any

from lxml import etree

from engross.akn import NAMESPACE

UN = "http://un.org/akn4un"
XML = "http://www.w3.org/XML/1998/namespace"

# Elements that hold words: what is inside them stays in one line.
WORDS = frozenset(
    "p num heading subheading crossHeading block listIntroduction docketNumber organization caption".split()  # noqa: SIM905
)


def root() -> Any:
    """An akomaNtoso element, with the namespaces of UN files."""
    names: Any = {None: NAMESPACE, "akn4un": UN}
    return etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=names)


def add(parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
    """A new child at the end of the parent; attributes without a value are left out, class_ is class, as_ is as."""
    given = {key.rstrip("_"): value for key, value in attributes.items() if value}
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}" if ":" not in name else _qualified(name), given)
    if text:
        child.text = text
    return child


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{UN if prefix == 'akn4un' else XML}}}{local}"


def put(element: Any, name: str, value: str) -> None:
    """Nothing; the element has the attribute of another namespace, where there is a value."""
    if value:
        element.set(_qualified(name), value)


def write(top: Any) -> bytes:
    """The file: UTF-8, one element a line, two spaces a level; the same bytes for the same tree."""
    _set_out(top, "\n")
    data: bytes = etree.tostring(top, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def _set_out(element: Any, line: str) -> None:
    children = list(element)
    if not children or etree.QName(element).localname in WORDS:
        return
    element.text = f"{line}  "
    for child in children:
        _set_out(child, f"{line}  ")
        child.tail = f"{line}  "
    children[-1].tail = line
