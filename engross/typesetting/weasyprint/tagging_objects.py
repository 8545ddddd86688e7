"""The structure tree as objects of the PDF (ISO 32000-1, 14.7; ISO 32000-2 where the version is 2.0)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engross.typesetting.weasyprint import tagging_roles as roles
from engross.typesetting.weasyprint.tagging_text import Content
from engross.typesetting.weasyprint.tagging_tree import Node

PRINT = 4  # the annotation flag
NAMESPACE_2 = "http://iso.org/pdf2/ssn"
_IN_2 = {"Note": "FENote", "Reference": "Span", "Art": "Sect", "BlockQuote": "Div", "Quote": "Span", "Code": "Span"}


@dataclass(slots=True)
class Writer:
    """Writes one tree into a PDF (a pydyf.PDF)."""

    pdf: Any
    version: str
    pages: list[Any]  # references of the pages
    owners: dict[Any, dict[int, Any]] = field(default_factory=dict)  # page number or group → number → element
    annotations: list[tuple[Any, Any]] = field(default_factory=list)
    ids: list[tuple[bytes, Any]] = field(default_factory=list)
    written: dict[Node, Any] = field(default_factory=dict)

    def write(self, document: Node, language: str) -> dict[Node, Any]:
        """The tree's objects, added to the PDF and entered in its catalogue; node → structure element."""
        root = self._object(Type="/StructTreeRoot")
        namespace = self._namespace(root)
        for node in document.walk():
            self.written[node] = self._object()
        for node in document.walk():
            self._fill(node, root, namespace, language)
        self._link_references()
        root["K"] = self.written[document].reference
        root["ParentTree"] = self._parent_tree().reference
        root["ParentTreeNextKey"] = self._next_key
        if self.ids:
            root["IDTree"] = self._id_tree().reference
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = _dictionary(Marked="true")
        return self.written

    def _object(self, **entries: Any) -> Any:
        made = _dictionary(**entries)
        self.pdf.add_object(made)
        return made

    def _namespace(self, root: Any) -> Any:
        if self.version < "2.0":
            return None
        made = self._object(Type="/Namespace", NS=_string(NAMESPACE_2))
        root["Namespaces"] = _array([made.reference])
        return made.reference

    def _fill(self, node: Node, root: Any, namespace: Any, language: str) -> None:
        element = self.written[node]
        role = _IN_2.get(node.role, node.role) if namespace else node.role
        above = self.written[node.parent] if node.parent else root
        element.update(Type="/StructElem", S=f"/{role}", P=above.reference)
        if namespace:
            element["NS"] = namespace
        if node.language and node.language != _language_above(node, language):
            element["Lang"] = _string(node.language)
        if node.id:
            element["ID"] = _string(node.id)
            self.ids.append((_bytes(node.id), element.reference))
        if node.text:
            element["ActualText"] = _string(node.text)
        if node.alternative:
            element["Alt"] = _string(node.alternative)
        attributes = _attributes(node)
        if attributes:
            element["A"] = attributes[0] if len(attributes) == 1 else _array(attributes)
        self._fill_kids(node, element)

    def _fill_kids(self, node: Node, element: Any) -> None:
        first = next((kid.page for kid in node.kids if isinstance(kid, Content) and kid.group is None), None)
        if first is None and node.annotations:
            first = node.annotations[0][0]
        if first is not None:
            element["Pg"] = self.pages[first]
        kids = [self._kid(kid, element, first) for kid in node.kids]
        for page, annotation in node.annotations:
            kids.append(self._object(Type="/OBJR", Obj=annotation.reference, Pg=self.pages[page]).reference)
            self.annotations.append((element.reference, annotation))
        if kids:
            element["K"] = kids[0] if len(kids) == 1 else _array(kids)

    def _kid(self, kid: Node | Content, element: Any, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self.written[kid].reference
        place = kid.page if kid.group is None else kid.group
        self.owners.setdefault(place, {})[kid.mcid] = element.reference
        if kid.group is not None:
            return _dictionary(Type="/MCR", Pg=self.pages[kid.page], Stm=kid.group.reference, MCID=kid.mcid)
        if kid.page == page:
            return kid.mcid
        return _dictionary(Type="/MCR", Pg=self.pages[kid.page], MCID=kid.mcid)

    def _link_references(self) -> None:
        """Notes and what refers to them, linked both ways (/Ref, ISO 32000-2, 14.7.2)."""
        for node, element in self.written.items():
            if node.refers is not None:
                note = self.written[node.refers]
                element["Ref"] = _array([note.reference])
                note.setdefault("Ref", _array()).append(element.reference)

    @property
    def _next_key(self) -> int:
        groups = sum(not isinstance(place, int) for place in self.owners)
        return len(self.pages) + groups + len(self.annotations)

    def _parent_tree(self) -> Any:
        numbers: list[Any] = []
        for page in range(len(self.pages)):
            numbers += [page, self._owners_of(page)]
        key = len(self.pages)
        for group in [place for place in self.owners if not isinstance(place, int)]:
            group.extra["StructParents"] = key
            numbers += [key, self._owners_of(group)]
            key += 1
        for reference, annotation in self.annotations:
            annotation.update(StructParent=key, F=PRINT)
            numbers += [key, reference]
            key += 1
        return self._object(Nums=_array(numbers))

    def _owners_of(self, place: Any) -> Any:
        owners = self.owners.get(place, {})
        return _array(owners.get(number, "null") for number in range(max(owners, default=-1) + 1))

    def _id_tree(self) -> Any:
        names: list[Any] = []
        for name, reference in sorted(self.ids):
            names += [b"<" + name.hex().encode() + b">", reference]
        return self._object(Names=_array(names))


def _language_above(node: Node, language: str) -> str:
    above = node.parent
    while above is not None:
        if above.language:
            return above.language
        above = above.parent
    return language


def _attributes(node: Node) -> list[Any]:
    """The attribute objects of a node: place of a figure, kind of list, spans and headings of a cell."""
    if node.role == "Figure" and node.area:
        box = _array(round(value, 3) for value in node.area[1:])
        return [_dictionary(O="/Layout", BBox=box)]
    if node.role == "L":
        return [_dictionary(O="/List", ListNumbering=f"/{roles.list_numbering(_first_label(node))}")]
    if node.role in ("TH", "TD") and node.properties:
        return [_dictionary(O="/Table", **{name: _value(value) for name, value in node.properties.items()})]
    return []


def _value(value: Any) -> Any:
    return _array(_string(each) for each in value) if isinstance(value, list) else value


def _first_label(node: Node) -> str:
    labels: Iterator[str] = (
        label.text
        for item in node.kids
        if isinstance(item, Node)
        for label in item.kids
        if isinstance(label, Node) and label.role == "Lbl"
    )
    return next(labels, "")


def _bytes(text: str) -> bytes:
    """A text string's bytes: ASCII as it is, all else as UTF-16 with its mark (ISO 32000-1, 7.9.2.2)."""
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def _string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)


def _array(values: Any = ()) -> Any:
    import pydyf

    return pydyf.Array(list(values))


def _dictionary(**entries: Any) -> Any:
    import pydyf

    return pydyf.Dictionary(entries)
