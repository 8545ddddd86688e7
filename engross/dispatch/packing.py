"""The files of one letter: the letter, what goes beside it, and a mail draft or a bag with all of it."""

from dataclasses import dataclass

from engross.dispatch.bag import bag
from engross.dispatch.mail import Draft, eml, listed
from engross.dispatch.numbering import file_name
from engross.dispatch.planning import Item, mailed
from engross.dispatch.requests import Request
from engross.dispatch.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """An edition that goes with a letter as a file: the name of its file, its title, its language, its bytes."""

    name: str
    title: str
    language: str
    data: bytes
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A letter that was set: its file, its pages, and what goes beside it."""

    data: bytes
    pages: int
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A file to be written: kind, path from the folder of the dispatch, bytes, pages (0 for what has none)."""

    kind: str
    path: str
    data: bytes
    pages: int = 0


def packed(item: Item, outcome: Outcome, words: Words, request: Request) -> tuple[Packed, ...]:
    """All files of a letter, the letter first."""
    files = [Packed(kind="letter", path=f"{item.stem}.pdf", data=outcome.data, pages=outcome.pages)]
    files += [
        Packed(kind="annex", path=f"annexes/{each.name}", data=each.data, pages=each.pages)
        for each in outcome.enclosures
    ]
    named = ((f"{file_name(f'{words.short} {item.reference}')}.pdf", outcome.data), *_named(outcome))
    if mailed(item, request.package):
        files.append(Packed(kind="eml", path=f"{item.stem}.eml", data=_mail(item, words, request, named)))
    elif request.package == "bagit":
        files.append(Packed(kind="bagit", path=f"{item.stem}.zip", data=_bag(item, words, request, named)))
    return tuple(files)


def _named(outcome: Outcome) -> tuple[tuple[str, bytes], ...]:
    """The enclosures under names that a reader understands; one that is there already gets a number."""
    found: dict[str, bytes] = {}
    for number, each in enumerate(outcome.enclosures, 1):
        name = f"{file_name(each.title)[:80].strip()} ({each.language}).pdf"
        found[name if name not in found else f"{number} {name}"] = each.data
    return tuple(found.items())


def _mail(item: Item, words: Words, request: Request, files: tuple[tuple[str, bytes], ...]) -> bytes:
    names = [name for name, _ in files]
    lines = [item.addressee.salutation, words.title, words.reference.format(reference=item.reference)]
    text = "\n\n".join(line for line in (*lines, f"{words.attached}\n{listed(names)}") if line)
    return eml(
        Draft(
            to=(item.addressee.called, item.addressee.email),
            sender=request.sender,
            subject=words.subject.format(title=words.title, reference=item.reference),
            text=f"{text}\n",
            day=words.day,
            language=item.addressee.language,
            files=files,
        )
    )


def _bag(item: Item, words: Words, request: Request, files: tuple[tuple[str, bytes], ...]) -> bytes:
    info = {
        "Source-Organization": words.body,
        "External-Identifier": item.reference,
        "External-Description": words.title,
        "Internal-Sender-Identifier": request.letter,
        "Internal-Sender-Description": item.addressee.called,
    }
    return bag(item.stem, files, info, words.day)
