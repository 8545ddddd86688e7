"""Bringing a catalogue to its source by clause id: what is the same is kept, nothing is guessed.

Babel's update matches by likeness of text, quadratically, and ignores msgctxt.  Here msgctxt is the
permanent clause id, so every match is one look-up.  polib reads and writes, because it keeps what other
tools have put into the file (header fields, comments, flags), which Babel drops.
"""

from dataclasses import dataclass, field

import polib

from engross.errors import Place, Problem, TranslationError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One text to translate: its permanent id, its words, a note to the translator, and its file."""

    context: str
    text: str
    note: str = ""
    file: str = ""


@dataclass(slots=True)
class Report:
    """What an update did, by clause id."""

    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def update(text: str, file: str, sources: tuple[Source, ...], header: dict[str, str]) -> tuple[str, Report]:
    """The catalogue brought to its sources, and what was done; `text` is "" for a new catalogue.

    The order is that of the sources, then what is obsolete. TranslationError when the file cannot be read
    or names a clause id twice.
    """
    catalog = _parse(text, file)
    for name, value in header.items():
        catalog.metadata.setdefault(name, value)
    known = _by_context(catalog, file)
    report = Report()
    entries = [_bring(known.pop(source.context, None), source, report) for source in sources]
    for context, entry in known.items():
        if not entry.obsolete:
            report.removed.append(context)
        entry.obsolete, entry.occurrences = True, []
    catalog.clear()
    catalog.extend([*entries, *known.values()])
    return str(catalog) + "\n", report


def _parse(text: str, file: str) -> polib.POFile:
    if not text:
        return polib.POFile(wrapwidth=78)
    try:
        return polib.pofile(text.removeprefix("\ufeff"), wrapwidth=78)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise TranslationError(
            Problem(
                code="translation/syntax",
                place=Place(file=file),
                text=f"not a well-formed catalogue: {error}",
                hint="run msgfmt -c on it and mend the line; nothing was changed",
            )
        ) from None


def _by_context(catalog: polib.POFile, file: str) -> dict[str, polib.POEntry]:
    """The entries by clause id; a current entry wins over an obsolete one of the same id."""
    known: dict[str, polib.POEntry] = {}
    if without := [entry for entry in catalog if not entry.msgctxt and not entry.obsolete]:
        raise TranslationError(_without_id(without, file))
    problems = []
    for entry in catalog:
        context = entry.msgctxt or ""
        other = known.get(context)
        if other and not other.obsolete and not entry.obsolete:
            problems.append(
                Problem(
                    code="translation/duplicate",
                    place=Place(file=file, line=entry.linenum or 0, clause=context),
                    text="two entries have the same clause id",
                    hint="keep one, delete the other",
                )
            )
        if other is None or other.obsolete:
            known[context] = entry
    if problems:
        raise TranslationError(problems)
    return known


def _without_id(entries: list[polib.POEntry], file: str) -> Problem:
    return Problem(
        code="translation/no-id",
        place=Place(file=file, line=entries[0].linenum or 0),
        text=f"{len(entries)} of its entries bear no clause id (msgctxt); the first is “{entries[0].msgid[:40]}”",
        hint="the program that wrote the file has dropped them: use one that keeps msgctxt, as Poedit does; "
        "nothing was changed",
    )


def _bring(entry: polib.POEntry | None, source: Source, report: Report) -> polib.POEntry:
    """The entry of a source: the old one, marked where the source's words have changed, or a new one."""
    if entry is None:
        report.added.append(source.context)
        entry = polib.POEntry(msgctxt=source.context, msgid=source.text, msgstr="")
    elif entry.msgid == source.text:
        report.kept.append(source.context)
    else:
        report.changed.append(source.context)
        if entry.msgstr:
            if not entry.previous_msgid or "fuzzy" not in entry.flags:
                entry.previous_msgid = entry.msgid
            if "fuzzy" not in entry.flags:
                entry.flags.append("fuzzy")
        entry.msgid = source.text
    entry.obsolete = False
    entry.comment = source.note or entry.comment
    entry.occurrences = [(source.file, "")] if source.file else []
    if "{" in source.text and source.file.endswith(".toml") and "python-brace-format" not in entry.flags:
        entry.flags.append("python-brace-format")
    return entry
