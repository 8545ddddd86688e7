"""What a forger might do to a finished file."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, String


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file with a change, written anew."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def element(pdf: pikepdf.Pdf, id: str) -> Any:
    """The structure element of a clause."""
    return next(each for each in walk(pdf.Root.StructTreeRoot) if str(each.get("/ID", "")) == id)


def walk(element: Any, depth: int = 0) -> Iterator[Any]:
    held = element.get("/K")
    for kid in held if isinstance(held, Array) else [held]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from walk(kid, depth + 1)


def speak(id: str, old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    """Another word in what a screen reader says of a clause; the page stays as it is."""

    def change(pdf: pikepdf.Pdf) -> None:
        clause = element(pdf, id)
        for each in [clause, *walk(clause)]:
            if old in str(each.get("/ActualText", "")):
                each.ActualText = String(str(each.ActualText).replace(old, new, 1))
                return
        raise AssertionError(f"{id} does not say {old}")

    return change


def redraw(id: str) -> Callable[[pikepdf.Pdf], None]:
    """Two letters change places in what a page shows of a clause; what a screen reader says stays as it is."""

    def change(pdf: pikepdf.Pdf) -> None:
        page, number = first_content(element(pdf, id))
        stream = transposed(page, number)
        page.Contents = pdf.make_stream(stream)

    return change


def move_lines(id: str) -> Callable[[pikepdf.Pdf], None]:
    """Two lines of a clause in each other's place on the page, drawn in the same order as before."""

    def change(pdf: pikepdf.Pdf) -> None:
        page, number = first_content(element(pdf, id))
        made = [(list(operands), operator) for operands, operator in pikepdf.parse_content_stream(page)]
        inside, moved = False, []
        for operands, operator in made:
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                inside = int(operands[1].MCID) >= number
            if inside and str(operator) == "Tm" and (not moved or operands[5] != moved[-1][5]):
                moved.append(operands)
        moved[0][5], moved[1][5] = moved[1][5], moved[0][5]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))

    return change


def first_content(element: Any) -> tuple[Any, int]:
    """The page and the number of the first marked content of an element."""
    for each in [element, *walk(element)]:
        held = each.get("/K")
        for kid in held if isinstance(held, Array) else [held]:
            if kid is not None and not isinstance(kid, Dictionary):
                return each.Pg, int(kid)
    raise AssertionError("nothing is drawn")


def transposed(page: Any, number: int) -> bytes:
    """The content of a page with the first two unlike letters of that marked content exchanged."""
    made, inside = [], False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            inside = int(operands[1].MCID) == number
        if inside and str(operator) == "TJ":
            operands, inside = [Array(list(exchanged(operands[0])))], False
        made.append((operands, operator))
    return pikepdf.unparse_content_stream(made)


def exchanged(parts: Any) -> Iterator[Any]:
    done = False
    for part in parts:
        codes = bytes(part) if isinstance(part, String) else b""
        if not done and len(codes) >= 4 and codes[:2] != codes[2:4]:
            part, done = String(codes[2:4] + codes[:2] + codes[4:]), True
        yield part
    assert done


def swap_pages(pdf: pikepdf.Pdf) -> None:
    """The second page and the third in each other's place."""
    second, third = pdf.pages[1].obj, pdf.pages[2].obj
    kids = pdf.Root.Pages.Kids
    places = {kid.objgen: at for at, kid in enumerate(kids)}
    kids[places[second.objgen]], kids[places[third.objgen]] = third, second


def insert(text: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Content of the forger's own at the end of the first page, outside of the structure."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(text))

    return change


def strip(pdf: pikepdf.Pdf) -> None:
    """The signatures out of their fields, and nothing else."""
    for each in pdf.Root.AcroForm.Fields:
        if "/V" in each:
            del each["/V"]


def later(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with an increment, as a program for PDF writes it: every byte before stays as it was."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer, out = IncrementalPdfFileWriter(io.BytesIO(data)), io.BytesIO()
    change(writer)
    writer.write(out)
    assert out.getvalue().startswith(data)
    return out.getvalue()


def later_redraw(data: bytes, id: str) -> bytes:
    """Two letters of a clause exchanged by an increment after the signature."""
    from pyhanko.pdf_utils import generic

    with pikepdf.open(io.BytesIO(data)) as pdf:
        page, number = first_content(element(pdf, id))
        stream = transposed(page, number)
        at = next(at for at, each in enumerate(pdf.pages) if each.obj.objgen == page.objgen)

    def change(writer: Any) -> None:
        reference = writer.find_page_for_modification(at)[0]
        reference.get_object()[generic.NameObject("/Contents")] = writer.add_object(
            generic.StreamObject(stream_data=stream)
        )
        writer.mark_update(reference)

    return later(data, change)


def later_note(data: bytes) -> bytes:
    """A comment added to the first page after the signature."""
    from pyhanko.pdf_utils import generic

    def change(writer: Any) -> None:
        reference = writer.find_page_for_modification(0)[0]
        note = generic.DictionaryObject(
            {
                generic.NameObject("/Type"): generic.NameObject("/Annot"),
                generic.NameObject("/Subtype"): generic.NameObject("/Text"),
                generic.NameObject("/Contents"): generic.TextStringObject("not so"),
                generic.NameObject("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 30, 30)]),
            }
        )
        reference.get_object()[generic.NameObject("/Annots")] = generic.ArrayObject([writer.add_object(note)])
        writer.mark_update(reference)

    return later(data, change)
