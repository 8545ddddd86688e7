"""The engine made to draw in the inks of a press: black and grey in K alone, every other colour by the profile.

Stands in for `pydyf.Stream.set_color_rgb`, and for `_default_color_space` and `add_shading` of
`weasyprint.pdf.stream.Stream` (WeasyPrint 70).
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from engross.errors import EngineComplaint, Problem

Inks = tuple[float, float, float, float]  # cyan, magenta, yellow, black: 0 to 1
EVEN = 1 / 512  # red, green and blue that differ by less are a grey


@contextmanager
def in_inks(profile: bytes) -> Iterator[None]:
    """Inside the block the engine writes CMYK where it would write RGB; `profile` is the ICC profile of the press."""
    from weasyprint.pdf.stream import Stream

    space, shading = Stream._default_color_space, Stream.add_shading

    def set_colour(stream: Any, red: float, green: float, blue: float, stroke: bool = False) -> None:
        values = inks((red, green, blue), profile)
        operator = b"K" if stroke else b"k"
        stream.stream.append(b" ".join([*(f"{value:.4g}".encode() for value in values), operator]))

    Stream.set_color_rgb = set_colour
    Stream._default_color_space = property(lambda stream: "/DeviceCMYK")
    Stream.add_shading = _refuse
    try:
        yield
    finally:
        del Stream.set_color_rgb
        Stream._default_color_space, Stream.add_shading = space, shading


def _refuse(*_: Any, **__: Any) -> Any:
    raise EngineComplaint(
        Problem(
            code="engine/gradient",
            text="a gradient cannot be given in the inks of the press",
            hint="take it out of the house's page.css or emblem, or use even colours",
        )
    )


@cache
def inks(colour: tuple[float, float, float], profile: bytes) -> Inks:
    """The inks of a colour (sRGB, 0 to 1).

    >>> inks((0, 0, 0), b""), inks((0.75, 0.75, 0.75), b"")
    ((0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.25))
    """
    if max(colour) - min(colour) < EVEN:
        return 0.0, 0.0, 0.0, round(1 - sum(colour) / 3, 4)
    from PIL import Image

    pixel = Image.new("RGB", (1, 1), tuple(round(each * 255) for each in colour))
    cyan, magenta, yellow, black = in_cmyk(pixel, profile).getpixel((0, 0))
    return tuple(round(each / 255, 4) for each in (cyan, magenta, yellow, black))


def in_cmyk(image: Any, profile: bytes) -> Any:
    """A picture (a PIL image in RGB) in the inks of the press, by relative colorimetry with the black point kept."""
    return _transform(profile).apply(image)


@cache
def _transform(profile: bytes) -> Any:
    from PIL import ImageCms

    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        "CMYK",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
