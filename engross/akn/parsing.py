"""XML from anywhere, made harmless: no entity, no network, no other file, bounded in size and depth."""

import re
from typing import Any

from lxml import etree

from engross.akn import NAMESPACE
from engross.errors import ContentError, Place, Problem

LIMIT = 16 * 2**20  # bytes; the longest resolution published is 2 MiB, and a tree takes 23 times as much
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_OFFICE = b"PK\x03\x04"


def parse(data: bytes, file: str) -> Any:
    """The root element of an Akoma Ntoso file; ContentError saying what it is instead, with line and column.

    A document type is refused whatever it holds: AKN4UN files have none, and it is where entities that grow
    without end, or name other files, are declared.
    """
    check_size(len(data), file)
    _check_kind(data, file)
    readable = _readable(data)
    if found := _DOCTYPE.search(readable):
        line, at = readable.count(b"\n", 0, found.start()) + 1, readable.rfind(b"\n", 0, found.start())
        raise _declared(file, line, found.start() - at)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        said = re.sub(r"(, use XML_PARSE_HUGE option)?, line \d+, column \d+$", "", error.msg or "")
        raise _refused(
            file, f"is not well formed: {said}", "mend the file at this place, or ask its publisher", line, column
        ) from None
    except ValueError as error:
        raise _refused(file, f"cannot be read: {error}", "save the file again as UTF-8") from None
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding that hides it
        raise _declared(file, 1, 1)
    _check_root(root, file)
    return root


def check_size(size: int, file: str) -> None:
    """Nothing when a file of so many bytes may be read; ContentError when it is larger than any official text."""
    if size > LIMIT:
        raise _refused(file, f"is larger than {LIMIT // 2**20} MiB", "an official text is not so large; check the file")


def _check_kind(data: bytes, file: str) -> None:
    """Nothing; ContentError for a file that is empty, or plainly of another kind."""
    begin = data[:512]
    if not data.strip():
        raise _refused(file, "is empty", "look for the file as it was published", 1, 1)
    if begin.startswith(_OFFICE):
        hint = "export it as Akoma Ntoso, or import the Word file"
        raise _refused(file, "is a Word or ZIP file with another name", hint, 1, 1)
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype\s+)?html\b", begin, re.I):
        raise _refused(file, "is a web page", "save the Akoma Ntoso file that the page leads to", 1, 1)
    if not re.match(rb"(\xef\xbb\xbf|\xff\xfe|(\0\0)?\xfe\xff)?[\s\0]*<", begin):
        raise _refused(file, "is no XML: it does not begin with <", "name an Akoma Ntoso file", 1, 1)


def _declared(file: str, line: int, column: int) -> ContentError:
    hint = "take the declaration out; none is needed"
    return _refused(file, "declares a document type or an entity", hint, line, column)


def _readable(data: bytes) -> bytes:
    """The bytes in which a declaration can be looked for: those of UTF-16 without their zeros."""
    return data.replace(b"\0", b"") if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4] else data


def _check_root(root: Any, file: str) -> None:
    name, line = etree.QName(root), root.sourceline or 1
    if name.localname != "akomaNtoso":
        raise _refused(
            file, f"is no Akoma Ntoso file: its root is {name.localname}", "its root must be akomaNtoso", line
        )
    if name.namespace != NAMESPACE:
        said = name.namespace or "none"
        raise _refused(
            file,
            f"has the namespace {said}",
            f"Akoma Ntoso 3.0 is {NAMESPACE}; convert files of older versions",
            line,
        )


def _refused(file: str, text: str, hint: str, line: int = 0, column: int = 0) -> ContentError:
    return ContentError(
        Problem(code="content/akn", place=Place(file=file, line=line, column=column), text=text, hint=hint)
    )
