"""What a house brings to a page beside its settings: templates, style sheets, pictures as data. Pure."""

import base64
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Assets:
    """What a house brings to a page: its templates by name, its style sheets parents first, its pictures as data.

    Letters have style sheets of their own; a letterhead is a picture that stands for emblem and name together.
    """

    templates: dict[str, str]
    files: dict[str, str]
    styles: tuple[tuple[str, str], ...]
    emblem: str
    letter_styles: tuple[tuple[str, str], ...] = ()
    letterhead: str = ""


def data_url(kind: str, data: bytes) -> str:
    """The bytes as a data: URL, so that no path of a machine enters the PDF."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
