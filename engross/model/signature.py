"""How a finished file is to be signed: level, fields, keys, proofs, and where a field goes. Pure values."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_WHERE = re.compile(r"(?P<page>\d+|last|#[^:]+):(?P<box>[-\d.]+(?:,[-\d.]+){3})")


class Level(StrEnum):
    """The levels of PAdES (ETSI EN 319 142-1, 6): how long a signature can be verified, and by what."""

    BASIC = "B-B"  # the signature alone
    TIMED = "B-T"  # with a time stamp: it was there at that time
    LASTING = "B-LT"  # with the proof that the certificates were good
    ARCHIVED = "B-LTA"  # with a time stamp over all of that, to be renewed

    @property
    def timed(self) -> bool:
        """Whether a time stamp is needed."""
        return self is not Level.BASIC

    @property
    def lasting(self) -> bool:
        """Whether certificates and proofs of revocation are embedded."""
        return self in (Level.LASTING, Level.ARCHIVED)


class Later(StrEnum):
    """What a certification allows to be changed afterwards (DocMDP, ISO 32000-1, 12.8.2.2)."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"  # forms may be filled in, and others may sign
    NOTES = "notes"  # and comments be added


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A visible field for a signature: its name, page (from 1; 0 is the last) and edges in pt from the page's foot.

    `about` is what a screen reader says of it. With `beside`, the id of an element, `left` and `bottom` are from where
    the first letter of that stands.
    """

    name: str
    page: int
    left: float
    bottom: float
    width: float
    height: float
    about: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Where key and certificate are: a PKCS#12 file, PEM files, or a token (PKCS#11 module, label)."""

    pkcs12: Path | None = None
    key: Path | None = None
    certificate: Path | None = None
    chain: tuple[Path, ...] = ()
    module: Path | None = None
    token: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """What a lasting signature is proved by: anchors, revocation lists, OCSP answers; `fetch`: ask the network."""

    anchors: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    answers: tuple[Path, ...] = ()
    fetch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a file is to be signed. `field` is "" for the first empty field, or none; `invisible` passes fields over.

    `certify` is None for a signature of approval. `server` is the address of the time-stamping authority.
    """

    level: Level = Level.BASIC
    spots: tuple[Spot, ...] = ()
    field: str = ""
    invisible: bool = False
    certify: Later | None = None
    reason: str = ""
    location: str = ""
    server: str = ""
    proofs: Proofs = Proofs()


def spot(name: str, where: str, about: str = "") -> Spot:
    """The field of that name; ValueError when `where` is no PAGE:LEFT,BOTTOM,WIDTH,HEIGHT (pt from the page's foot).

    PAGE is a number, `last`, or `#` with the id of what the field stands beside.

    >>> spot("Depositary", "last:60,60,200,45").page, spot("Depositary", "2:60,60,200,45").width
    (0, 200.0)
    >>> spot("Depositary", "#P3H:0,-70,200,45").beside
    'P3H'
    """
    found = _WHERE.fullmatch(where)
    if not found or not name:
        raise ValueError(where)
    left, bottom, width, height = map(float, found["box"].split(","))
    page = int(found["page"]) if found["page"].isdigit() else 0
    beside = found["page"].removeprefix("#") if found["page"].startswith("#") else ""
    return Spot(name=name, page=page, left=left, bottom=bottom, width=width, height=height, about=about, beside=beside)
