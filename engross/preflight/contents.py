"""What a file holds besides its pages: actions, embedded files, forms, layers; and whether it has tags at all."""

from collections import deque
from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity
from engross.preflight.drawings import elements, is_dictionary, values
from engross.preflight.protection import fields

NAME = "contents"
FOLLOWED = 20_000  # entries of name trees and outlines, at most
# Kind of an action → what it does, severity for who only reads, clause of ISO 32000-1.
ACTIONS = {
    "/JavaScript": ("runs a script", Severity.WARNING, "12.6.4.16"),
    "/Launch": ("starts a program or opens a file", Severity.WARNING, "12.6.4.5"),
    "/SubmitForm": ("sends what was filled in to another machine", Severity.WARNING, "12.7.5.2"),
    "/ImportData": ("fills the form from another file", Severity.WARNING, "12.7.5.4"),
    "/GoToR": ("opens another file", Severity.NOTE, "12.6.4.3"),
    "/GoToE": ("opens an embedded file", Severity.NOTE, "12.6.4.4"),
}


def check(pdf: Any, for_press: bool) -> Iterator[Finding]:
    """A finding for each kind of action, for embedded files, forms and layers, and for a file without tags."""
    yield from _actions(pdf, for_press)
    yield from _embedded(pdf)
    yield from _form(pdf)
    layers = pdf.Root.get("/OCProperties")
    if is_dictionary(layers):
        names = [str(each.get("/Name", "")) for each in elements(layers.get("/OCGs")) if is_dictionary(each)]
        text = f"the file has layers that can be switched: {_list(names)}"
        yield _note("layers", text, "see that what matters is shown, and printed, without switching", "8.11")
    if not for_press and not _tagged(pdf):
        yield Finding(
            code="contents/untagged",
            severity=Severity.WARNING,
            text="the file has no tags: a screen reader has to guess the order and the parts",
            hint="make the file anew with a program that writes tagged PDF",
            rule="ISO 32000-1, 14.8",
        )


def _tagged(pdf: Any) -> bool:
    marks = pdf.Root.get("/MarkInfo")
    marked = is_dictionary(marks) and marks.get("/Marked") is True
    return marked and is_dictionary(pdf.Root.get("/StructTreeRoot"))


def _actions(pdf: Any, for_press: bool) -> Iterator[Finding]:
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    for page, action in _all_actions(pdf):
        kind = str(action.get("/S", "/?"))
        first.setdefault(kind, page)
        times[kind] = times.get(kind, 0) + 1
    for kind, page in first.items():
        does, severity, clause = ACTIONS.get(kind, (f"acts when it is used ({kind[1:]})", Severity.NOTE, "12.6"))
        if for_press or kind in ACTIONS:
            yield Finding(
                code=f"contents/{'script' if kind == '/JavaScript' else 'action'}",
                severity=Severity.ERROR if for_press else severity,
                text=f"something in the file {does}",
                hint="take it out; a text to be kept or printed needs none",
                rule=f"{'ISO 15930-7; ' if for_press else ''}ISO 32000-1, {clause}",
                page=page,
                times=times[kind],
            )


def _all_actions(pdf: Any) -> Iterator[tuple[int, Any]]:
    """(page, action) of the whole file, its pages, its fields and its bookmarks; page 0 for what is on none."""
    root = pdf.Root
    names = root.get("/Names")
    for _, script in _entries(names.get("/JavaScript") if is_dictionary(names) else None):
        yield from ((0, each) for each in _chain(script))
    for holder in (root, *fields(pdf), *_outline(root)):
        yield from ((0, each) for each in _of(holder, ("/OpenAction", "/A")))
    for number, page in enumerate(pdf.pages, 1):
        for holder in (page.obj, *elements(page.obj.get("/Annots"))):
            yield from ((number, each) for each in _of(holder, ("/A", "/PA")))


def _of(holder: Any, keys: tuple[str, ...]) -> Iterator[Any]:
    if is_dictionary(holder):
        for held in (*(holder.get(key) for key in keys), *values(holder, "/AA")):
            yield from _chain(held)


def _chain(action: Any) -> Iterator[Any]:
    """An action and those that come after it."""
    waiting, seen = deque([action]), 0
    while waiting and seen < 100:
        item, seen = waiting.popleft(), seen + 1
        if is_dictionary(item) and "/S" in item:
            yield item
            following = item.get("/Next")
            waiting.extend(elements(following) or [following])


def _outline(root: Any) -> Iterator[Any]:
    """The bookmarks, however they hang together."""
    return _linked(root.get("/Outlines"), lambda item: [item.get("/First"), item.get("/Next")])


def _entries(tree: Any) -> Iterator[tuple[str, Any]]:
    """(name, value) of a tree of names."""
    for node in _linked(tree, lambda item: elements(item.get("/Kids"))):
        held = elements(node.get("/Names"))
        yield from ((str(name), value) for name, value in zip(held[::2], held[1::2], strict=False))


def _linked(start: Any, following: Any) -> Iterator[Any]:
    waiting: deque[Any] = deque([start])
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < FOLLOWED:
        item = waiting.popleft()
        if is_dictionary(item) and (not item.is_indirect or item.objgen not in seen):
            seen.add(item.objgen)
            yield item
            waiting.extend(following(item))


def _embedded(pdf: Any) -> Iterator[Finding]:
    names = pdf.Root.get("/Names")
    found = [name for name, _ in _entries(names.get("/EmbeddedFiles") if is_dictionary(names) else None)]
    if found:
        text = f"files are embedded: {_list(found)}"
        yield _note("embedded", text, "see that they may go where the file goes", "7.11.4")


def _form(pdf: Any) -> Iterator[Finding]:
    form = pdf.Root.get("/AcroForm")
    if is_dictionary(form) and "/XFA" in form:
        yield Finding(
            code="contents/form",
            severity=Severity.WARNING,
            text="the form is made with XFA, which few programs show",
            hint="make the form without XFA",
            rule="ISO 32000-1, 12.7.8",
        )
    asked = [each for each in fields(pdf) if each.get("/FT") not in (None, "/Sig")]
    if asked:
        text = f"the file is a form with {len(asked)} field{'s' if len(asked) > 1 else ''} to fill in"
        yield _note("form", text, "if it is final, save it with the fields made part of the page", "12.7")


def _list(names: list[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(repr(name) for name in names[:5]) + more


def _note(code: str, text: str, hint: str, clause: str) -> Finding:
    rule = f"ISO 32000-1, {clause}"
    return Finding(code=f"contents/{code}", severity=Severity.NOTE, text=text, hint=hint, rule=rule)
