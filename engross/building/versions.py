"""The versions of what decides an edition's bytes, asked without starting the engine."""

import ctypes
import ctypes.util
import platform
import zlib
from functools import cache
from importlib import metadata

PACKAGES = (
    *("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "jinja2", "babel", "segno", "python-barcode"),
    *("pypdfium2", "uharfbuzz", "pyicu-wheels", "lxml", "pikepdf", "pillow"),
)
_LIBRARIES = (
    ("pango", "libpango-1.0.so.0", "pango-1.0", "pango_version_string"),
    ("harfbuzz", "libharfbuzz.so.0", "harfbuzz", "hb_version_string"),
)


@cache
def versions() -> dict[str, str]:
    """Name → version of the engine's packages and libraries; "" for a library that is not found."""
    found = {name: metadata.version(name) for name in PACKAGES}
    found["python"] = platform.python_version()
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name, file, short, function in _LIBRARIES:
        found[name] = _library_version(file, short, function)
    found["harfbuzz-subset"] = "yes" if _load("libharfbuzz-subset.so.0", "harfbuzz-subset") else ""
    return found


def _load(file: str, short: str) -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(file)
    except OSError:
        found = ctypes.util.find_library(short)  # starts other programs: only where it is needed
    try:
        return ctypes.CDLL(found) if found else None
    except OSError:
        return None


def _library_version(file: str, short: str, function: str) -> str:
    library = _load(file, short)
    if library is None:
        return ""
    ask = getattr(library, function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode("ascii"))
