"""Where an object of a file shows: the page it is on, and the clause of the edition it belongs to."""

from collections import deque
from collections.abc import Iterator
from typing import Any

LEVELS = 200  # of the structure tree
VISITED = 50_000  # objects looked at for one page
ASIDE = {"/Parent", "/P", "/Pg", "/Dest", "/A", "/StructParent", "/StructParents", "/Popup", "/IRT"}


def found(path: str, numbers: str) -> Iterator[tuple[int, int, str]]:
    """(object number, page from 1, clause) of each object of a list such as "7,12"; 0 and "" where none is known."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen[0]: number for number, page in enumerate(pdf.pages, 1)}
        drawn: dict[int, int] = {}
        for number in (int(each) for each in numbers.split(",")):
            item = pdf.get_object((number, 0))
            clause, page = _in_tree(item, pages)
            if not page and not clause:
                drawn = drawn or _drawn(pdf)
                page = pages.get(number, 0) or drawn.get(number, 0)
            yield number, page, clause


def _in_tree(element: Any, pages: dict[int, int]) -> tuple[str, int]:
    """The clause and the page of a structure element: its own, else that of its content, else of what it is in."""
    import pikepdf

    clause, page = "", 0
    for level in range(LEVELS):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element or "/P" not in element:
            break
        clause = clause or _text(element.get("/ID"))
        page = page or _page(element, pages) or (_below(element, pages) if not level else 0)
        element = element.get("/P")
    return clause, page


def _below(element: Any, pages: dict[int, int]) -> int:
    """The first page that anything in an element names."""
    import pikepdf

    waiting, seen = deque([element]), 0
    while waiting and seen < VISITED:
        item, seen = waiting.popleft(), seen + 1
        if isinstance(item, pikepdf.Dictionary):
            if page := _page(item, pages):
                return page
            waiting.append(item.get("/K"))
        elif isinstance(item, pikepdf.Array):
            waiting.extendleft(reversed(list(item)))
    return 0


def _page(item: Any, pages: dict[int, int]) -> int:
    page = item.get("/Pg")
    return pages.get(page.objgen[0], 0) if hasattr(page, "objgen") else 0


def _text(value: Any) -> str:
    import pikepdf

    return bytes(value).decode("utf-8", "replace") if isinstance(value, pikepdf.String) else ""


def _drawn(pdf: Any) -> dict[int, int]:
    """The number of each object → the first page that it is used on."""
    import pikepdf

    first: dict[int, int] = {}
    for number, page in enumerate(pdf.pages, 1):
        waiting = [page.obj]
        while waiting and len(first) < VISITED:
            item = waiting.pop()
            is_array = isinstance(item, pikepdf.Array)
            if not is_array and not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            if item.is_indirect and first.setdefault(item.objgen[0], number) != number:
                continue
            held = list(item) if is_array else [value for key, value in item.items() if key not in ASIDE]
            waiting += [each for each in held if not _known(each, first)]
    return first


def _known(item: Any, first: dict[int, int]) -> bool:
    return bool(getattr(item, "is_indirect", False)) and item.objgen[0] in first
