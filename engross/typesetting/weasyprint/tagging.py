"""A tagged PDF whose structure tree comes from the HTML, not from the boxes.

Stands in for `weasyprint.pdf.add_tags` (WeasyPrint 70); `tagging_marks` for what is written into the pages' streams.
The stock tree tears paragraphs at page ends, names no language and no note, and takes a span for each line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engross.errors import Problem
from engross.typesetting.weasyprint import tagging_tables
from engross.typesetting.weasyprint.tagging_destinations import aim
from engross.typesetting.weasyprint.tagging_marks import furniture, marking
from engross.typesetting.weasyprint.tagging_objects import Writer
from engross.typesetting.weasyprint.tagging_tree import Node, Planter


@contextmanager
def tagging(document: Any) -> Iterator[list[Problem]]:
    """Inside the block the laid-out document is written with this tree; yields the problems met while it grows."""
    import weasyprint.pdf as pdf

    problems: list[Problem] = []
    no_content = furniture(document)
    stock = pdf.add_tags

    def add_tags(file: Any, document: Any, version: Any, streams: list[Any]) -> None:
        planter = Planter(_root(document), no_content, [stream._tags for stream in streams])
        tree = grow(planter, document)
        problems.extend(planter.problems)
        text = version.decode() if isinstance(version, bytes) else str(version or "1.7")
        written = Writer(file, text, list(file.page_references)).write(tree, document.metadata.lang or "")
        if text >= "2.0":
            aim(file, planter, tree, written)

    pdf.add_tags = add_tags
    try:
        with marking(no_content):
            yield problems
    finally:
        pdf.add_tags = stock


def grow(planter: Planter, document: Any) -> Node:
    """The finished tree of a laid-out document."""
    for number, page in enumerate(document.pages):
        planter.visit(number, page.height, page._page_box)
    tree = planter.finish()
    for number, table in enumerate([node for node in tree.walk() if node.role == "Table"], 1):
        tagging_tables.head(table, number)
    _refer(planter, tree)
    return tree


def _root(document: Any) -> Any:
    """The html element."""
    for child in document.pages[0]._page_box.children:
        if child.element is not None and child.element_tag == "html":
            return child.element
    raise AssertionError("a page without the html element's box")


def _refer(planter: Planter, tree: Node) -> None:
    """Link each reference with its note: by its `data-note` or `href`, or as the style sheet's call."""
    named = {node.id: node for node in tree.walk() if node.id}
    for (element, part), node in planter.made.items():
        if part == "call":
            node.refers = planter.outer.get(element)
    for node in tree.walk():
        if node.role == "Reference" and node.element is not None:
            notes = [node.element.get("data-note") or ""]
            notes += [str(each.get("href"))[1:] for each in node.element.iter() if each.get("href")]
            node.refers = next((named[note] for note in notes if note in named), None)
    for number, note in enumerate([node for node in tree.walk() if node.role == "Note"], 1):
        note.id = note.id or f"note{number}"  # UA-1, 7.9: every note has an id of its own
