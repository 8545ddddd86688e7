"""Whether a finished file is what it is said to be: who signed it and when, what was changed since, what it says."""

from dataclasses import dataclass
from enum import StrEnum


class Trust(StrEnum):
    """What is known of a signer's certificate."""

    TRUSTED = "trusted"
    NO_ANCHOR = "no anchor"  # no trust anchor was given, or none leads to the certificate
    EXPIRED = "expired"
    EARLY = "not yet valid"
    REVOKED = "revoked"
    UNFIT = "not trusted"  # anything else, with the reason


class Change(StrEnum):
    """What came after a signature."""

    NONE = "nothing"
    ALLOWED = "allowed"
    FORBIDDEN = "not allowed"
    BROKEN = "broken"  # what was signed is itself changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature: field, who, by whom certified, times (ISO, "" for none), level, what came after, trust.

    `stamped` is a time that an authority vouches for, `claimed` one that only the signer says; `certifies` is what a
    certification allows ("" for a signature of approval); `revocation` is known, not known or revoked.
    """

    field: str
    signer: str
    issuer: str
    serial: str
    valid: str
    claimed: str = ""
    stamped: str = ""
    stamper: str = ""
    level: str = ""
    certifies: str = ""
    reason: str = ""
    change: Change
    changes: tuple[str, ...] = ()
    trust: Trust
    why: str = ""
    revocation: str = "not known"
    archive: bool = False  # a time stamp over the whole file, not a signature of a person

    @property
    def whole(self) -> bool:
        """Whether the file is what was signed, or was changed only as is allowed."""
        return self.change in (Change.NONE, Change.ALLOWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A clause that is not that of the workspace: its id, where it differs, what is wanted and found, the page.

    `where` is said, drawn, both, missing, added, order, outside, hidden or about (what the file says of itself).
    """

    clause: str
    where: str
    wanted: str = ""
    found: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A text in the file against the workspace: document, language, revision, how many clauses, which differ.

    `uncompared` names what was held against nothing; `why` says why nothing could be compared ("" when it could).
    """

    document: str
    language: str = ""
    revision: str = ""
    clauses: int = 0
    differences: tuple[Difference, ...] = ()
    uncompared: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """Whether a standard that the file declares is true, by which validator."""

    name: str
    validator: str
    state: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is known of one file. `traces` are what a signature that was taken out has left.

    `unreadable` says why its signatures cannot be read ("" when they can).
    """

    file: str
    sha256: str
    signatures: tuple[Signature, ...] = ()
    waiting: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    unreadable: str = ""
    standards: tuple[Standard, ...] = ()
    texts: tuple[Comparison, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether a person has signed it."""
        return any(not each.archive for each in self.signatures)
