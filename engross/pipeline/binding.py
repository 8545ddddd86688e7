"""Finished files made one: editions bound to a letter, or put into it as files. Works on bytes, sets nothing.

What each file has stays: its pages to the letter, its structure tree with ids and languages, its bookmarks, its
named destinations, its embedded sources. Ids and names are prefixed with the annex's own name, `document.language.`,
so that `interpol-2012-rome.fr.P2A` is the clause P2A of the French edition. The result declares what the letter
declares (PDF/A-3a and PDF/UA-1) and depends on the bytes that are bound and on nothing else.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from engross.errors import EngineComplaint, Problem
from engross.pipeline import deduplicate, joining


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An edition to be bound or embedded: its bytes, its name (`document.language`), a line that says what it is.

    `under` is the id of the element of the letter's structure that opens it (`annex-1`); "" puts it at the end.
    """

    data: bytes
    name: str
    about: str = ""
    under: str = ""


def bind(letter: bytes, annexes: Sequence[Annex]) -> bytes:
    """The letter's file with the editions bound to it, each behind the page that opens it, in the order given.

    EngineComplaint when two files mean different things by one role or colour, or an id is there twice.
    """
    import pikepdf

    if not annexes:
        return letter
    with ExitStack() as stack:
        whole = stack.enter_context(pikepdf.open(io.BytesIO(letter)))
        structure = joining.Structure(whole)
        names = joining.names_of(whole)
        outlines = joining.outlines_of(whole)
        for annex in annexes:
            part = stack.enter_context(pikepdf.open(io.BytesIO(annex.data)))
            _check_intent(whole, part, annex)
            _agree_on_direction(whole, part)
            structure.prepare(part, f"{annex.name}.")
            copied = _copy(whole, part, structure.place(annex.under))
            structure.take(copied, annex)
            names = joining.merged(names, joining.named(copied), f"{annex.name}.", annex.name)
            outlines += joining.outlines_in(copied.get("/Outlines"))
        structure.finish()
        joining.write_names(whole, names)
        joining.write_outlines(whole, outlines)
        deduplicate.fold(whole)
        return _saved(whole)


def _copy(whole: Any, part: Any, at: int) -> Any:
    """What the catalogue of the part holds, copied after its pages were put before page `at` (from 0)."""
    import pikepdf

    kept = {
        key: part.Root[key] for key in ("/StructTreeRoot", "/Outlines", "/Names", "/AF", "/Lang") if key in part.Root
    }
    holder = part.make_indirect(pikepdf.Dictionary(kept))
    for number, page in enumerate(list(part.pages)):
        whole.pages.insert(at + number, page)
    return whole.copy_foreign(holder)


def _agree_on_direction(whole: Any, part: Any) -> None:
    """Nothing; pages go from right to left only where all do.

    PDFium, and browsers with it, read every line of a file from right to left that says so, English ones, too.
    """
    preferences = whole.Root.get("/ViewerPreferences", {})
    if "/Direction" in preferences and preferences.Direction != part.Root.get("/ViewerPreferences", {}).get(
        "/Direction"
    ):
        del preferences.Direction


def _check_intent(whole: Any, part: Any, annex: Annex) -> None:
    """Nothing when both files mean the same by their colours."""
    if _intents(whole) != _intents(part):
        raise EngineComplaint(
            Problem(
                code="engine/bound-colours",
                text=f"{annex.name} names another output intent than the letter",
                hint="set both in houses of one colour profile, or attach the edition as a file of its own",
            )
        )


def _intents(pdf: Any) -> list[tuple[str, str]]:
    return [
        (str(each.get("/S")), hashlib.sha256(each.DestOutputProfile.read_bytes()).hexdigest())
        for each in pdf.Root.get("/OutputIntents", ())
        if "/DestOutputProfile" in each
    ]


def embed(letter: bytes, annexes: Sequence[Annex], day: str) -> bytes:
    """The letter's file with the editions in it as files (`name.pdf`), of the day given (YYYY-MM-DD)."""
    import pikepdf

    if not annexes:
        return letter
    with pikepdf.open(io.BytesIO(letter)) as whole:
        names = joining.names_of(whole)
        files = pikepdf.Array(whole.Root.get("/AF", []))
        for annex in annexes:
            specification = whole.make_indirect(_file(whole, annex, f"D:{day.replace('-', '')}000000Z"))
            joining.add(names["/EmbeddedFiles"], f"{annex.name}.pdf".encode(), specification, annex.name)
            files.append(specification)
        whole.Root.AF = files
        joining.write_names(whole, names)
        return _saved(whole)


def _file(whole: Any, annex: Annex, day: str) -> Any:
    import pikepdf

    stream = whole.make_stream(annex.data, Type=pikepdf.Name.EmbeddedFile, Subtype=pikepdf.Name("/application/pdf"))
    stream.Params = pikepdf.Dictionary(
        Size=len(annex.data), CreationDate=day, ModDate=day,
        CheckSum=pikepdf.String(hashlib.md5(annex.data, usedforsecurity=False).digest()),
    )  # fmt: skip
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec, F=f"{annex.name}.pdf", UF=f"{annex.name}.pdf", Desc=annex.about or annex.name,
        AFRelationship=pikepdf.Name.Supplement, EF=pikepdf.Dictionary(F=stream),
    )  # fmt: skip


def _saved(pdf: Any) -> bytes:
    import pikepdf

    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, force_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def streams(data: bytes) -> Iterator[str]:
    """The digest of each page's content, in order: equal digests are equal pages, whatever file they are bound in."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield hashlib.sha256(page.Contents.read_raw_bytes()).hexdigest()
