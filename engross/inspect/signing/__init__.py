"""Signatures on finished files (PAdES): who signs with what, at which level, in which field, what may change later."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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
