"""What came after a signature, and whether the signature allows it: by the bytes, by pyHanko, and object by object."""

import re
from typing import Any

from engross.inspect.verifying import Change
from engross.inspect.verifying.altered import SIGNING, Altered, altered
from engross.inspect.verifying.revisions import revisions
from engross.inspect.verifying.syntax import Irregular
from engross.terminal import quoted

MOST = 20  # changes that are named one by one
BROKEN = "what was signed was changed afterwards, or the signature is not of this certificate"
EMPTY = "an empty revision was added: it changes nothing, and the signature does not cover it"
CLOSED = "no change was allowed, and this is neither a proof nor a time stamp"
_CONTENTS = re.compile(rb"<[0-9A-Fa-f]*>")


def changes(embedded: Any, data: bytes, intact: bool) -> tuple[Change, tuple[str, ...]]:
    """What came after a signature (of pyHanko) in a file, and what it was."""
    if not intact:
        return Change.BROKEN, (BROKEN,)
    try:
        signed = covered(embedded, data)
        added = revisions(data, signed)
    except Irregular as error:
        behind = len(data) - _end(embedded)
        told = f"{behind} bytes stand behind what was signed" if behind else "the file does not end as it should"
        told += f", and programs may show what this signature never saw: {error}"
        return Change.FORBIDDEN, (told, *_named(_altered(data[: _end(embedded)], data)))
    if not added:
        return Change.NONE, ()
    found = _altered(data[:signed], data)
    allowed, said = _judged(embedded, found)
    comments = tuple(f"a comment was added: {quoted(each)}" for one in added for each in one.comments)
    texts = (*said, *_named(found), *comments)
    return (Change.ALLOWED if allowed else Change.FORBIDDEN), texts


def covered(embedded: Any, data: bytes) -> int:
    """Where the bytes end that a signature covers: all from the first on but its own; Irregular when it is not so."""
    parts = [int(each) for each in embedded.byte_range]
    if len(parts) != 4 or parts[0] or min(parts) < 0 or not _CONTENTS.fullmatch(data[parts[1] : parts[2]]):
        raise Irregular("the signature does not cover all that stands before its end")
    return parts[2] + parts[3]


def _end(embedded: Any) -> int:
    return int(embedded.byte_range[-2]) + int(embedded.byte_range[-1])


def _altered(before: bytes, now: bytes) -> tuple[Altered, ...]:
    try:
        return altered(before, now)
    except Exception as error:  # a forged file may raise anything
        return (Altered("other", f"the two states of the file cannot be compared ({type(error).__name__})", False),)


def _named(found: tuple[Altered, ...]) -> tuple[str, ...]:
    """The changes in words: those that are not allowed first."""
    texts = [each.text for each in sorted(found, key=lambda each: each.allowed) if each.kind not in SIGNING]
    rest = len(texts) - MOST
    return (*texts[:MOST], f"and {rest} more") if rest > 1 else tuple(texts)


def _judged(embedded: Any, found: tuple[Altered, ...]) -> tuple[bool, tuple[str, ...]]:
    """Whether the changes are allowed, and what they are, or why they are not."""
    from pyhanko.sign.diff_analysis import DiffResult
    from pyhanko.sign.fields import MDPPerm

    embedded.compute_integrity_info()
    told = embedded.summarise_integrity_info()
    result = told.get("diff_result")
    if not isinstance(result, DiffResult):
        return False, (f"content was changed: {result}",)
    said = (*_signed(result, found), *(() if found else (EMPTY,)))
    if not told.get("docmdp_ok"):
        return False, (*said, "the certification does not allow it")
    if not all(each.allowed for each in found):
        return False, said
    closed = embedded.docmdp_level == MDPPerm.NO_CHANGES
    if closed and not any(each.kind in ("proofs", "stamp") for each in found):
        return False, (*said, CLOSED)
    return True, said


def _signed(result: Any, found: tuple[Altered, ...]) -> tuple[str, ...]:
    """What was signed, filled in, proved or stamped, in words."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    kinds = {each.kind for each in found}
    proofs = ("proofs or time stamps were added, which is always allowed",) if kinds & {"proofs", "stamp"} else ()
    if result.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES):
        return proofs
    names = ", ".join(map(quoted, sorted(result.changed_form_fields)))
    return (*proofs, f"these fields were filled in or signed: {names}" if names else "the form was changed")
