"""What a file holds now and did not hold when it was signed, object by object, as qpdf reads the two.

pyHanko judges by its own reading which changes a signature allows; this is a second reading, by another program, and
gives each change its name. What it finds that no signature allows is not allowed, whatever pyHanko says.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engross.inspect.verifying.proofs import READABLE
from engross.readback import about
from engross.readback.tag_tree import words
from engross.terminal import quoted

SIGNING = ("proofs", "stamp", "signature", "field", "form")  # what pyHanko judges by the rules of forms
FORMAL = ("/AcroForm", "/DSS", "/Metadata")  # entries of the catalogue that are judged by what they hold
DEEPEST = 60
Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Altered:
    """One change: its kind, what it is in words, and whether a signature may stand before it."""

    kind: str
    text: str
    allowed: bool


def altered(before: bytes, now: bytes) -> tuple[Altered, ...]:
    """Each change between the file as it was signed and as it is; pikepdf.PdfError when one of them cannot be read."""
    import pikepdf

    with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(now)) as new:
        return tuple(dict.fromkeys([*_damage(old, new), *_said(old, new), *_objects(old, new)]))


def _damage(old: Any, new: Any) -> Iterator[Altered]:
    known = len(old.get_warnings())
    if len(new.get_warnings()) > known:
        yield Altered("other", "its structure is damaged, so that programs repair it, each in its own way", False)


def _said(old: Any, new: Any) -> Iterator[Altered]:
    """Title, author and the like, in the document information and in the metadata."""
    was, stands = about.information(old), about.information(new)
    texts = list(about.differences(was, stands, "the document information"))
    one, other = about.metadata(old), about.metadata(new)
    if one is None or other is None:
        if _raw(old.Root.get("/Metadata")) != _raw(new.Root.get("/Metadata")):
            texts.append("the metadata (XMP) were replaced, and cannot be read")
    else:
        texts += about.differences(one, other, "the metadata (XMP)")
    yield from (Altered("said", text, False) for text in texts)
    if not texts and (was != stands or _raw(old.Root.get("/Metadata")) != _raw(new.Root.get("/Metadata"))):
        yield Altered("date", "the date of the last change was written anew", True)


def _raw(item: Any) -> bytes:
    import pikepdf

    if isinstance(item, pikepdf.Stream):
        return bytes(item.stream_dict.unparse(resolved=True)) + item.read_raw_bytes()
    return b"" if item is None else _unparsed(item)


def _unparsed(item: Any) -> bytes:
    import pikepdf

    return bytes(item.unparse(resolved=True)) if isinstance(item, pikepdf.Object) else repr(item).encode()


# By object


def _objects(old: Any, new: Any) -> Iterator[Altered]:
    """Each object that differs, by what it is for; what information and metadata say was compared already."""
    was, stands = _all(old), _all(new)
    names = {**_Names(old).found, **_Names(new).found}
    for number in sorted({*was, *stands}):
        if was.get(number) == stands.get(number):
            continue
        kind, name = names.get(number, ("unused", f"object {number[0]}, which nothing in the file uses,"))
        if kind == "catalogue":
            yield from _entries(old.Root, new.Root)
        elif kind.startswith("page "):
            yield from _page(old, new, number, kind)
        elif kind not in ("said", "table"):
            word = "was added" if number not in was else "was taken out" if number not in stands else "was replaced"
            yield Altered(kind, f"{name} {word}", kind in (*SIGNING, "formal", "unused"))
    if old.Root.objgen != new.Root.objgen:
        yield Altered("other", "another catalogue stands for the whole file", False)


def _all(pdf: Any) -> dict[Number, bytes]:
    """The bytes of each object but those of the file's structure: tables of objects, and what holds others."""
    import pikepdf

    return {
        each.objgen: _raw(each)
        for each in pdf.objects
        if not (isinstance(each, pikepdf.Stream) and each.get("/Type") in ("/XRef", "/ObjStm"))
    }


def _entries(old: Any, new: Any) -> Iterator[Altered]:
    """The entries of the catalogue that differ."""
    for key in sorted({*old.keys(), *new.keys()} - set(FORMAL)):
        if key not in old or key not in new or _unparsed_entry(old, key) != _unparsed_entry(new, key):
            allowed = key in ("/Extensions", "/Version")
            yield Altered("formal", f"the entry {key} of the catalogue was replaced", allowed)


def _unparsed_entry(holder: Any, key: str) -> bytes:
    held = holder[key]
    return repr(held.objgen).encode() if getattr(held, "is_indirect", False) else _unparsed(held)


def _page(old: Any, new: Any, number: Number, kind: str) -> Iterator[Altered]:
    """What of a page differs: fields may have come, anything else may not."""
    import pikepdf

    was, stands = old.get_object(number), new.get_object(number)
    if not all(isinstance(each, pikepdf.Dictionary) for each in (was, stands)):
        yield Altered("other", f"{kind} was taken out or added", False)
        return
    for key in sorted({*was.keys(), *stands.keys()} - {"/Annots"}):
        if key not in was or key not in stands or _unparsed_entry(was, key) != _unparsed_entry(stands, key):
            yield Altered("other", f"the entry {key} of {kind} was replaced", False)
    there, here = (_notes(each) for each in (was, stands))
    if there - here:
        yield Altered("other", f"a field, a link or a note was taken off {kind}", False)


def _notes(page: Any) -> set[Number]:
    held = page.get("/Annots")
    return {each.objgen for each in held} if held is not None else set()


class _Names:
    """What each object of a file is for: the first use that is met, from the most telling to the least."""

    def __init__(self, pdf: Any) -> None:
        self.found: dict[Number, tuple[str, str]] = {}
        root = pdf.Root
        self._one(root, "catalogue", "the catalogue")
        self._one(pdf.trailer.get("/Info"), "said", "the document information")
        self._one(root.get("/Metadata"), "said", "the metadata (XMP)")
        self._one(root.get("/AcroForm"), "form", "the form")
        pages = list(enumerate((page.obj for page in pdf.pages), 1))
        for number, page in pages:
            self._one(page, f"page {number}", f"page {number}")
        self._fields(root.get("/AcroForm"))
        for each in _false_proofs(root.get("/DSS")):
            self._one(each, "other", "what stands among the proofs of certificates and is none")
        self._walk(root.get("/DSS"), "proofs", "the proofs of certificates")
        for number, page in pages:
            self._walk(page.get("/Contents"), "other", f"what page {number} shows")
            self._one(page.get("/Annots"), "form", f"the list of fields and notes of page {number}")
            for note in page.get("/Annots") or ():
                self._walk(note, "other", f"a note or link on page {number}")
            self._walk(page.get("/Resources"), "other", f"a font or picture of page {number}")
        self._walk(root.get("/StructTreeRoot"), "other", "the structure that a screen reader reads")
        for key in root:
            self._walk(root.get(key), "formal" if key == "/Extensions" else "other", f"what the catalogue has as {key}")

    def _fields(self, form: Any) -> None:
        held = form.get("/Fields") if form is not None else None
        for each in held or ():
            self._field(each, 0)

    def _field(self, field: Any, depth: int) -> None:
        name = words(field.get("/T")) or "without a name"
        value = field.get("/V")
        stamp = value is not None and getattr(value, "get", lambda _: None)("/Type") == "/DocTimeStamp"
        kind, word = ("stamp", "the time stamp") if stamp else ("field", "the field")
        self._one(field, kind, f"{word} {quoted(name)}")
        self._walk(value, kind if stamp else "signature", f"the content of {word} {quoted(name)}")
        self._walk(field.get("/AP"), kind, f"the look of {word} {quoted(name)}")
        for each in field.get("/Kids") or () if depth < DEEPEST else ():
            self._field(each, depth + 1)

    def _one(self, item: Any, kind: str, name: str) -> bool:
        """Whether the object was not named before."""
        number = getattr(item, "objgen", (0, 0))
        if number == (0, 0) or number in self.found:
            return number == (0, 0)
        self.found[number] = kind, name
        return True

    def _walk(self, item: Any, kind: str, name: str) -> None:
        """The same name for an object and all that it leads to, as far as that has none."""
        import pikepdf

        waiting = [item]
        while waiting:
            each = waiting.pop()
            if not isinstance(each, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)):
                continue
            if each.is_indirect and not self._one(each, kind, name):
                continue
            if isinstance(each, pikepdf.Array):
                waiting += list(each)
            else:
                waiting += [value for _, value in each.items()]


def _false_proofs(held: Any) -> Iterator[Any]:
    """The streams among the proofs (DSS, ISO 32000-2, 12.8.4.3) that are no certificate, list or answer."""
    import pikepdf

    for key, readable in READABLE.items():
        several = held.get(key) if isinstance(held, pikepdf.Dictionary) else None
        for each in several if isinstance(several, pikepdf.Array) else ():
            if not (isinstance(each, pikepdf.Stream) and readable(each.read_bytes())):
                yield each
