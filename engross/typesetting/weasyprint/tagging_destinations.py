"""Bookmarks and links that lead to structure elements, as PDF/UA-2 asks (ISO 14289-2, 8.8; ISO 32000-2, 12.3.2.3).

Works on the outlines and the link annotations that `weasyprint.pdf.anchors` made (WeasyPrint 70).
"""

from collections.abc import Iterator
from typing import Any

from engross.typesetting.weasyprint.tagging_tree import Node, Planter


def aim(pdf: Any, planter: Planter, tree: Node, written: dict[Node, Any]) -> None:
    """Give each bookmark and each link within the file the structure element that it leads to."""
    targets = [written[planter.inner[each]] for each in planter.bookmarked if each in planter.inner]
    for outline, target in zip(_outlines(pdf), targets, strict=True):
        _lead(outline, target, outline.pop("Dest"))
    named = {node.id: written[node] for node in tree.walk() if node.id}
    for node in tree.walk():
        for _, annotation in node.annotations:
            if "Dest" in annotation and annotation["Dest"].string in named:
                place = annotation.pop("Dest")
                _lead(annotation, named[place.string], place)


def _lead(item: Any, target: Any, place: Any) -> None:
    """An action to the element, with the place on the page for viewers that know no structure destinations."""
    import pydyf

    destination = pydyf.Array([target.reference, "/Fit"])
    item["A"] = pydyf.Dictionary({"S": "/GoTo", "D": place, "SD": destination})


def _outlines(pdf: Any) -> Iterator[Any]:
    """The bookmarks in the order of the text: each before those under it."""
    if "Outlines" not in pdf.catalog:
        return
    waiting = [_object(pdf, _object(pdf, pdf.catalog["Outlines"])["First"])]
    while waiting:
        outline = waiting.pop()
        yield outline
        waiting += [_object(pdf, outline[key]) for key in ("Next", "First") if key in outline]


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
