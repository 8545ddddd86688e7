"""The parts of a catalogue joined: structure trees, name trees, bookmarks (ISO 32000-1, 7.9.6, 12.3, 14.7)."""

from collections.abc import Iterator
from typing import Any

from engross.errors import EngineComplaint, Problem

Names = dict[str, dict[bytes, Any]]
TREES = ("/Dests", "/EmbeddedFiles")


class Structure:
    """The structure tree of a file to which others are added (a pikepdf.Pdf)."""

    def __init__(self, whole: Any) -> None:
        self.whole = whole
        self.root = whole.Root.StructTreeRoot
        self.document = _only(self.root.K)
        self.next = int(self.root.ParentTreeNextKey)
        self.numbers: list[Any] = list(_pairs(self.root.ParentTree, "/Nums"))
        self.ids: dict[bytes, Any] = {}
        for name, element in _pairs(self.root.get("/IDTree"), "/Names"):
            self.ids[bytes(name)] = element

    def prepare(self, part: Any, prefix: str) -> None:
        """Nothing; the numbers and ids of a file, still alone, are made such that both can stand in one tree."""
        import pikepdf

        for item in part.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                for key in ("/StructParents", "/StructParent"):
                    if key in item:
                        item[key] = int(item[key]) + self.next
                _rename_links(item, prefix)
        tree = part.Root.StructTreeRoot
        numbers = [each for key, value in _pairs(tree.ParentTree, "/Nums") for each in (int(key) + self.next, value)]
        tree.ParentTree = pikepdf.Dictionary(Nums=numbers)
        _rename_ids(tree, prefix.encode())

    def place(self, under: str) -> int:
        """Before which page (from 0) an annex goes: behind the last page of what it stands under, or at the end."""
        element = self.ids.get(under.encode()) if under else None
        if element is None:
            return len(self.whole.pages)
        numbers = {page.obj.objgen: number for number, page in enumerate(self.whole.pages)}
        found = [numbers[each.Pg.objgen] for each in _below(element) if "/Pg" in each]
        return max(found, default=len(numbers) - 1) + 1

    def take(self, copied: Any, annex: Any) -> None:
        """Nothing; the tree of the copied catalogue is a part of this one, with its own language."""
        import pikepdf

        tree = copied.StructTreeRoot
        above = self.ids.get(annex.under.encode(), self.document) if annex.under else self.document
        for element in _array(tree.K):
            element.S = pikepdf.Name.Part
            element.P = above
            element.Lang = copied.Lang
            element.ID = pikepdf.String(annex.name)
            self._identify(annex.name.encode(), element)
            above.K = pikepdf.Array([*_array(above.get("/K", [])), element])
        for name, element in _pairs(tree.get("/IDTree"), "/Names"):
            self._identify(bytes(name), element)
        self.numbers += _pairs(tree.ParentTree, "/Nums")
        self.next += int(tree.ParentTreeNextKey)
        for key in ("/RoleMap", "/ClassMap"):
            self._take_map(key, tree.get(key), annex.name)

    def _identify(self, name: bytes, element: Any) -> None:
        if name in self.ids:
            raise EngineComplaint(
                Problem(
                    code="engine/bound-twice",
                    text=f"the id {name.decode('latin-1')!r} would be in the file twice",
                    hint="bind each edition once",
                )
            )
        self.ids[name] = element

    def _take_map(self, key: str, theirs: Any, name: str) -> None:
        import pikepdf

        if theirs is None:
            return
        ours = self.root.get(key)
        if ours is None:
            self.root[key] = ours = self.whole.make_indirect(pikepdf.Dictionary())
        for role, meaning in theirs.items():
            if role in ours and ours[role] != meaning:
                raise EngineComplaint(
                    Problem(
                        code="engine/bound-roles",
                        text=f"{name} means something else by {role} than the letter",
                        hint="attach the edition as a file of its own",
                    )
                )
            ours[role] = meaning

    def finish(self) -> None:
        """Nothing; the tables of the tree are written."""
        import pikepdf

        numbers = [each for key, value in sorted(self.numbers, key=lambda pair: int(pair[0])) for each in (key, value)]
        self.root.ParentTree = self.whole.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
        self.root.ParentTreeNextKey = self.next
        names = [each for name in sorted(self.ids) for each in (pikepdf.String(name), self.ids[name])]
        if names:
            self.root.IDTree = self.whole.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))


def _rename_ids(tree: Any, prefix: bytes) -> None:
    """Nothing; each id of a structure tree has the prefix, and so has each heading that a cell of a table names."""
    import pikepdf

    for element in _elements(tree):
        if "/ID" in element:
            element.ID = pikepdf.String(prefix + bytes(element.ID))
        for attributes in _attributes(element):
            if "/Headers" in attributes:
                attributes.Headers = pikepdf.Array(
                    [pikepdf.String(prefix + bytes(each)) for each in attributes.Headers]
                )
    named = [(prefix + bytes(name), element) for name, element in _pairs(tree.get("/IDTree"), "/Names")]
    if named:
        tree.IDTree = pikepdf.Dictionary(Names=[each for name, e in named for each in (pikepdf.String(name), e)])


def _rename_links(item: Any, prefix: str) -> None:
    """Links of a file to its own named places, under the names that those will have."""
    import pikepdf

    if item.get("/Subtype") != "/Link":
        return
    for holder, key in ((item, "/Dest"), (item.get("/A"), "/D")):
        if holder is not None and isinstance(holder.get(key), pikepdf.String):
            holder[key] = pikepdf.String(prefix.encode() + bytes(holder[key]))


def _array(value: Any) -> list[Any]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _only(value: Any) -> Any:
    (found,) = _array(value)
    return found


def _pairs(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """The (key, value) pairs of a name or number tree, in order."""
    if tree is None:
        return
    flat = list(tree.get(key, []))
    yield from zip(flat[::2], flat[1::2], strict=True)
    for kid in tree.get("/Kids", []):
        yield from _pairs(kid, key)


def _below(element: Any) -> Iterator[Any]:
    """The element and every dictionary of the structure under it."""
    import pikepdf

    waiting = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary):
            yield each
            if each.get("/Type") == "/StructElem" or "/K" in each:
                waiting += _array(each.get("/K", []))


def _elements(root: Any) -> Iterator[Any]:
    for top in _array(root.K):
        yield from (each for each in _below(top) if "/S" in each)


def _attributes(element: Any) -> list[Any]:
    import pikepdf

    return [each for each in _array(element.get("/A", [])) if isinstance(each, pikepdf.Dictionary)]


def named(catalogue: Any) -> Names:
    """The name trees of a catalogue that are joined, by their keys."""
    names = catalogue.get("/Names", {})
    return {key: {bytes(name): value for name, value in _pairs(names.get(key), "/Names")} for key in TREES}


def names_of(pdf: Any) -> Names:
    """The name trees of a file."""
    return named(pdf.Root)


def add(tree: dict[bytes, Any], name: bytes, value: Any, whose: str) -> None:
    """Nothing; the name is in the tree. EngineComplaint when it was there."""
    if name in tree:
        raise EngineComplaint(
            Problem(
                code="engine/bound-twice",
                text=f"{whose}: the name {name.decode('latin-1')!r} would be in the file twice",
                hint="bind each edition once",
            )
        )
    tree[name] = value


def merged(ours: Names, theirs: Names, prefix: str, whose: str) -> Names:
    """Our name trees with theirs: places under their prefix, files under their own names."""
    for name, value in theirs["/Dests"].items():
        add(ours["/Dests"], prefix.encode() + name, value, whose)
    for name, value in theirs["/EmbeddedFiles"].items():
        add(ours["/EmbeddedFiles"], name, value, whose)
    return ours


def write_names(pdf: Any, names: Names) -> None:
    """Nothing; the name trees are in the catalogue, and every embedded file is named as an associated one."""
    import pikepdf

    trees = pdf.Root.get("/Names", pikepdf.Dictionary())
    for key, tree in names.items():
        if tree:
            flat = [each for name in sorted(tree) for each in (pikepdf.String(name), tree[name])]
            trees[key] = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(flat)))
    pdf.Root.Names = trees
    known = {each.objgen for each in pdf.Root.get("/AF", [])}
    files = [each for _, each in sorted(names["/EmbeddedFiles"].items()) if each.objgen not in known]
    if files:
        pdf.Root.AF = pikepdf.Array([*pdf.Root.get("/AF", []), *files])


def outlines_in(outlines: Any) -> list[Any]:
    """The bookmarks of the first level."""
    found, item = [], outlines.get("/First") if outlines is not None else None
    while item is not None:
        found.append(item)
        item = item.get("/Next")
    return found


def outlines_of(pdf: Any) -> list[Any]:
    """The bookmarks of the first level of a file."""
    return outlines_in(pdf.Root.get("/Outlines"))


def write_outlines(pdf: Any, items: list[Any]) -> None:
    """Nothing; the bookmarks are those of the file, in the order of its pages."""
    import pikepdf

    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    items = sorted(items, key=lambda item: numbers[item.Dest[0].objgen])
    if not items:
        return
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    for at, item in enumerate(items):
        item.Parent = root
        for key, near in (("/Prev", at - 1), ("/Next", at + 1)):
            if 0 <= near < len(items):
                item[key] = items[near]
            elif key in item:
                del item[key]
    root.First, root.Last = items[0], items[-1]
    root.Count = sum(1 + max(int(item.get("/Count", 0)), 0) for item in items)
    pdf.Root.Outlines = root
