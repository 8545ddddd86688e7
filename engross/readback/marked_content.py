"""The text of marked content in a PDF, as PDFium reads it: by page, by the drawing it is in, by its number."""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Key = tuple[int, int, int]  # page from 1; object number of the drawing, 0 for the page itself; number of the content
Run = tuple[str, str]  # language, "" where the content itself names none; text
DEEPEST = 20  # drawings within drawings


def texts(path: Path, pdf: Any) -> dict[Key, list[Run]]:
    """The text of all marked content; pypdfium2.PdfiumError when PDFium cannot read the file.

    `pdf` is the same file, open in pikepdf: PDFium does not say which drawing is which, so they are paired in the
    order in which they are drawn. Where the two programs count other drawings, those of the page are left out.
    """
    import pypdfium2

    found: dict[Key, list[Run]] = {}
    document = pypdfium2.PdfDocument(path)
    try:
        for number, (page, twin) in enumerate(zip(document, pdf.pages, strict=False), 1):
            text, stood = page.get_textpage(), 0
            for drawing, item in _pieces(_objects(page), twin, twin.obj.get("/Resources"), 0, 0):
                key = number, drawing, _number(item)
                language, words, mark = _marks(item)
                if mark and mark == stood:  # what stands for it was read with what came before
                    continue
                stood = mark
                _add(found.setdefault(key, []), language, words if mark else _text_of(item, text))
    finally:
        document.close()
    return found


def _add(runs: list[Run], language: str, text: str) -> None:
    if runs and runs[-1][0] == language:
        runs[-1] = language, runs[-1][1] + text
    else:
        runs.append((language, text))


def _marks(item: Any) -> tuple[str, str, int]:
    """(language, what stands for it, identity of the mark that says so or 0) of a text object, by its own marks."""
    import pypdfium2.raw as raw

    language, words, stands = "", "", 0
    for at in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, at)
        language = _param(mark, b"Lang") or language
        said = next((found for key in (b"ActualText", b"E") if (found := _param(mark, key)) is not None), None)
        if said is not None and not stands:  # the outer one stands for all within
            words, stands = said, ctypes.addressof(mark.contents)
    return language, words, stands


def _param(mark: Any, key: bytes) -> str | None:
    import pypdfium2.raw as raw

    if raw.FPDFPageObjMark_GetParamValueType(mark, key) != raw.FPDF_OBJECT_STRING:
        return None
    size = ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(mark, key, None, 0, size)
    buffer = ctypes.create_string_buffer(size.value)
    pointer = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFPageObjMark_GetParamStringValue(mark, key, pointer, size.value, size)
    return buffer.raw[: max(size.value - 2, 0)].decode("utf-16-le", "replace")


def _pieces(items: list[Any], stream: Any, resources: Any, drawing: int, depth: int) -> Iterator[tuple[int, Any]]:
    """(object number of the drawing, text object) of all text on a page or in a drawing."""
    import pypdfium2.raw as raw

    kinds = [raw.FPDFPageObj_GetType(item) for item in items]
    forms = [item for item, kind in zip(items, kinds, strict=True) if kind == raw.FPDF_PAGEOBJ_FORM]
    drawn = list(_drawn(stream, resources)) if forms and depth < DEEPEST else []
    pairs = iter(drawn if len(drawn) == len(forms) else ())
    for item, kind in zip(items, kinds, strict=True):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield drawing, item
        elif kind == raw.FPDF_PAGEOBJ_FORM and (form := next(pairs, None)) is not None:
            below = [raw.FPDFFormObj_GetObject(item, at) for at in range(raw.FPDFFormObj_CountObjects(item))]
            held = form.get("/Resources", resources)
            yield from _pieces(below, form, held, form.objgen[0], depth + 1)


def _drawn(stream: Any, resources: Any) -> Iterator[Any]:
    """The drawings that a content stream draws, in order."""
    import pikepdf

    held = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return
    for step in pikepdf.parse_content_stream(stream, "Do"):
        item = held.get(str(step.operands[0])) if len(step.operands) else None
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
            yield item


def _objects(page: Any) -> list[Any]:
    import pypdfium2.raw as raw

    return [raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))]


def _number(item: Any) -> int:
    import pypdfium2.raw as raw

    return int(raw.FPDFPageObj_GetMarkedContentID(item))


def _text_of(item: Any, page: Any) -> str:
    import pypdfium2.raw as raw

    size = raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
