"""Objects of a PDF file as pyHanko keeps them, read and made."""

from typing import Any


def entry(dictionary: Any, key: str, default: Any = None) -> Any:
    """What stands under a key, references followed (pyHanko's own `get` does not follow them)."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401


def name(text: str) -> Any:
    """A name, such as /Type."""
    from pyhanko.pdf_utils import generic

    return generic.NameObject(text)


def numbers(*values: float) -> Any:
    """An array of numbers, such as the edges of a box."""
    from pyhanko.pdf_utils import generic

    return generic.ArrayObject([generic.FloatObject(value) for value in values])


def append(writer: Any, holder: Any, key: str, item: Any) -> None:
    """The item at the end of an array of the holder, which is made, or made of a single entry, when need be."""
    from pyhanko.pdf_utils import generic

    held = entry(holder, key)
    if isinstance(held, generic.ArrayObject):
        held.append(item)
        writer.update_container(held)
        return
    holder[name(key)] = generic.ArrayObject([item] if held is None else [holder.raw_get(key), item])
    writer.update_container(holder)
