"""Work on styles and files that the engine would do again is done once.

Stands in for `weasyprint.css.StyleFor` (WeasyPrint 70); wraps `pydyf.PDF.write` (pydyf 0.13).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Data = Callable[[Any], bytes]


@contextmanager
def keeping_styles(heard: Sequence[object]) -> Iterator[None]:
    """Inside the block computed styles are taken over from earlier documents, and kept for later ones.

    None is kept when the engine was `heard` to complain: it is to complain of the next document as well.
    """
    import weasyprint.css as css

    from engross.typesetting.weasyprint.styles import KeepingStyleFor, memory

    stock, done = css.StyleFor, False
    css.StyleFor = KeepingStyleFor
    try:
        yield
        done = True
    finally:
        css.StyleFor = stock
        if heard or not done:
            memory.cache_clear()


@contextmanager
def serializing_once() -> Iterator[None]:
    """Inside the block each object of a PDF is made into bytes once.

    pydyf makes all of them again, and compresses them again, for the second half of the file's identifier.
    """
    import pydyf

    write = pydyf.PDF.write
    pydyf.PDF.write = _written_once(write)
    try:
        yield
    finally:
        pydyf.PDF.write = write


def _written_once(write: Callable[..., None]) -> Callable[..., None]:
    import pydyf

    kinds = (pydyf.Stream, pydyf.Dictionary, pydyf.Array, pydyf.String)

    def write_once(pdf: Any, *args: Any, **options: Any) -> None:
        stock = {kind: kind.data for kind in kinds}
        made: dict[int, bytes] = {}
        for kind, data in stock.items():
            kind.data = property(_remembered(data.fget, made))
        try:
            write(pdf, *args, **options)
        finally:
            for kind, data in stock.items():
                kind.data = data

    return write_once


def _remembered(data: Data, made: dict[int, bytes]) -> Data:
    """The bytes of an object, made once where the object has a number and is therefore held by its file."""

    def remembered(item: Any) -> bytes:
        if item.number is None:
            return data(item)
        known = made.get(item.number)
        if known is None:
            known = made[item.number] = data(item)
        return known

    return remembered
