"""Fields for signatures: visible ones with their place in the structure tree, so that PDF/UA stays true.

Written as an increment by pyHanko's writer: the bytes of the file as it was stay as they are.
ISO 14289-1, 7.18.1 (alternative description), 7.18.4 (a Widget in a Form element); ISO 32000-1, 12.7.4.5, 14.7.4.4.
"""

from collections.abc import Iterator
from typing import Any

from engross.errors import Place, Problem, SignerError
from engross.inspect.signing.objects import append, entry, name, numbers
from engross.model.signature import Spot

PRINTED_LOCKED = 132  # annotation flags Print and Locked (ISO 32000-1, 12.5.3)
SIGNED_AND_APPENDED = 3  # SigFlags (ISO 32000-1, 12.7.2)


def empty_fields(handler: Any) -> tuple[str, ...]:
    """The names of the fields that wait for a signature, in the order of the form."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return tuple(str(title) for title, value, _ in enumerate_sig_fields(handler) if value is None)


def all_fields(handler: Any) -> tuple[str, ...]:
    """The names of all fields for signatures, signed ones included."""
    from pyhanko.sign.fields import enumerate_sig_fields

    return tuple(str(title) for title, _, _ in enumerate_sig_fields(handler))


def place(writer: Any, spots: tuple[Spot, ...]) -> None:
    """The fields in the file of the writer; SignerError with every field that cannot be placed."""
    problems = tuple(_problems(writer, spots))
    if problems:
        raise SignerError(problems)
    for spot in spots:
        _place(writer, spot)


def _problems(writer: Any, spots: tuple[Spot, ...]) -> Iterator[Problem]:
    known = list(all_fields(writer))
    pages = int(writer.root["/Pages"]["/Count"])
    for spot in spots:
        where = Place(clause=spot.name)
        if spot.name in known or "." in spot.name or not spot.name:
            hint = f"the fields of the file are: {', '.join(known) or 'none'}; a name holds no full stop"
            yield Problem(code="sign/field-name", place=where, text="the name of the field cannot be used", hint=hint)
        known.append(spot.name)
        if not 0 <= spot.page <= pages:
            hint = f"give 1 to {pages}, or last"
            yield Problem(code="sign/field-page", place=where, text=f"there is no page {spot.page}", hint=hint)
        elif not _inside(writer, spot):
            text, hint = "the field does not lie on the page", "give left, bottom, width, height in pt from the foot"
            yield Problem(code="sign/field-box", place=where, text=text, hint=hint)


def _inside(writer: Any, spot: Spot) -> bool:
    left, bottom, right, top = (float(edge) for edge in _media_box(_page(writer, spot).get_object()))
    across = left <= spot.left and spot.width > 0 and spot.left + spot.width <= right
    return across and bottom <= spot.bottom and spot.height > 0 and spot.bottom + spot.height <= top


def _page(writer: Any, spot: Spot) -> Any:
    """The reference of the page of a field."""
    return writer.find_page_for_modification(spot.page - 1 if spot.page else -1)[0]


def _media_box(page: Any) -> Any:
    while "/MediaBox" not in page:
        page = page["/Parent"]
    return page["/MediaBox"]


def _place(writer: Any, spot: Spot) -> None:
    from pyhanko.pdf_utils import generic

    page = _page(writer, spot)
    right, top = spot.left + spot.width, spot.bottom + spot.height
    widget = generic.DictionaryObject(
        {
            name("/Type"): name("/Annot"),
            name("/Subtype"): name("/Widget"),
            name("/FT"): name("/Sig"),
            name("/T"): generic.TextStringObject(spot.name),
            name("/TU"): generic.TextStringObject(spot.about or spot.name),
            name("/Rect"): numbers(spot.left, spot.bottom, right, top),
            name("/F"): generic.NumberObject(PRINTED_LOCKED),
            name("/P"): page,
            name("/AP"): generic.DictionaryObject({name("/N"): _blank(writer, spot)}),
        }
    )
    reference = writer.add_object(widget)
    append(writer, page.get_object(), "/Annots", reference)
    _into_form(writer, reference)
    if "/StructTreeRoot" in writer.root:
        _into_tree(writer, widget, reference, page, spot)


def _blank(writer: Any, spot: Spot) -> Any:
    """An empty appearance: PDF/A asks for one (ISO 19005-3, 6.3.3)."""
    from pyhanko.pdf_utils import generic

    entries = {
        name("/Type"): name("/XObject"),
        name("/Subtype"): name("/Form"),
        name("/BBox"): numbers(0, 0, spot.width, spot.height),
    }
    return writer.add_object(generic.StreamObject(entries, stream_data=b""))


def _into_form(writer: Any, widget: Any) -> None:
    from pyhanko.pdf_utils import generic

    if "/AcroForm" not in writer.root:
        writer.root[name("/AcroForm")] = writer.add_object(generic.DictionaryObject())
        writer.update_root()
    form = writer.root["/AcroForm"]
    form[name("/SigFlags")] = generic.NumberObject(SIGNED_AND_APPENDED)
    append(writer, form, "/Fields", widget)


def _into_tree(writer: Any, widget: Any, reference: Any, page: Any, spot: Spot) -> None:
    """A Form element at the end of the document, which holds the widget."""
    from pyhanko.pdf_utils import generic

    tree = writer.root["/StructTreeRoot"]
    top = tree["/K"]
    top = top[0] if isinstance(top, generic.ArrayObject) else top
    above = tree.raw_get("/K")
    above = tree["/K"].raw_get(0) if isinstance(tree["/K"], generic.ArrayObject) else above
    held = generic.DictionaryObject({name("/Type"): name("/OBJR"), name("/Obj"): reference, name("/Pg"): page})
    form = writer.add_object(
        generic.DictionaryObject(
            {
                name("/Type"): name("/StructElem"),
                name("/S"): name("/Form"),
                name("/P"): above,
                name("/Pg"): page,
                name("/Alt"): generic.TextStringObject(spot.about or spot.name),
                name("/K"): held,  # not in an array: pyHanko looks for the widget just here
            }
        )
    )
    append(writer, top, "/K", form)
    widget[name("/StructParent")] = _number(writer, tree, form)


def _number(writer: Any, tree: Any, element: Any) -> Any:
    """The next key of the parent tree, which now leads to the element."""
    from pyhanko.pdf_utils import generic

    parents = tree["/ParentTree"]
    keys = list(_keys(parents))
    key = generic.NumberObject(max([*keys, int(entry(tree, "/ParentTreeNextKey", 0)) - 1, -1]) + 1)
    if "/Kids" in parents:
        leaf = {name("/Nums"): generic.ArrayObject([key, element]), name("/Limits"): generic.ArrayObject([key, key])}
        append(writer, parents, "/Kids", writer.add_object(generic.DictionaryObject(leaf)))
    else:
        append(writer, parents, "/Nums", key)
        append(writer, parents, "/Nums", element)
    tree[name("/ParentTreeNextKey")] = generic.NumberObject(key + 1)
    writer.update_container(tree)
    return key


def _keys(node: Any, depth: int = 0) -> Iterator[int]:
    """The keys of a number tree."""
    pairs = entry(node, "/Nums", ())
    yield from (int(pairs[at]) for at in range(0, len(pairs), 2))
    if depth < 50:
        kids = entry(node, "/Kids", ())
        for at in range(len(kids)):
            yield from _keys(kids[at], depth + 1)
