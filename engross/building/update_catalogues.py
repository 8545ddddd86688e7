"""`engross catalog update`: the catalogues of a workspace brought to their sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engross.building import write
from engross.errors import TranslationError
from engross.model import HEADING, Document
from engross.sources.catalog.reading import utf8
from engross.sources.catalog.updating import Report, Source
from engross.sources.catalog.updating import update as update_text
from engross.sources.house import own_words
from engross.sources.translatable import sources_of
from engross.workspace import Workspace
from engross.workspace.files import bytes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A catalogue that was brought to its source, and what was done."""

    file: str
    report: Report


def update(workspace: Workspace, documents: tuple[str, ...], languages: tuple[str, ...]) -> Iterator[Updated]:
    """What was done to each catalogue of the documents, then to the form words; `languages` starts new ones.

    A catalogue that is already as it should be is not written again.
    """
    for id in documents or workspace.contents():
        document = workspace.document(id)
        sources = document_sources(document)
        for tag in dict.fromkeys([*workspace.editions_of(document), *languages]):
            if tag != document.language and not workspace.own_path(id, tag).is_file():
                workspace.language_folder(tag)
                path = workspace.root / "translations" / tag / "LC_MESSAGES" / f"{id}.po"
                yield _bring(workspace, path, sources, header(id, tag, document.issued.isoformat()))
    for tag in workspace.languages():
        folder = workspace.root / "translations" / tag
        path = folder / "LC_MESSAGES" / "engross.po"
        if path.is_file() or (folder / "language.toml").is_file():
            yield _bring(workspace, path, form_sources(workspace), header("engross form words", tag, "2026-11-24"))


def document_sources(document: Document, file: str = "") -> tuple[Source, ...]:
    """Every text of a document that is translated, with a note to the translator; `file` is where it stands."""
    kinds = {clause.label: f"{clause.kind.capitalize()} clause {clause.label}" for clause in document.walk()}
    kinds[HEADING] = "The heading of the text"
    return tuple(
        Source(
            context=context, text=text, note=kinds.get(context, f"Front matter: {context}"), file=file or document.file
        )
        for context, text in sources_of(document)
    )


def form_sources(workspace: Workspace) -> tuple[Source, ...]:
    """Every form word of every house that has no `words/` of its own, in the order of the houses."""
    sources = []
    for id in workspace.houses():
        folder = workspace.house_folder(id)
        if not (folder / "words").is_dir():
            file = workspace.relative(folder / "house.toml")
            sources += [
                Source(context=word.context, text=word.english, file=file)
                for word in own_words(workspace.sheet(id)).values()
            ]
    return tuple(sources)


def _bring(workspace: Workspace, path: Path, sources: tuple[Source, ...], header: dict[str, str]) -> Updated:
    file = workspace.relative(path)
    old = utf8(bytes_of(path, TranslationError), file) if path.is_file() else ""
    text, report = update_text(old, file, sources, header)
    if text != old:
        write(path, text.encode())
    return Updated(file=file, report=report)


def header(project: str, tag: str, day: str) -> dict[str, str]:
    """The header of a new catalogue."""
    return {
        "Project-Id-Version": project,
        "PO-Revision-Date": f"{day} 00:00+0000",
        "Last-Translator": "nobody yet",
        "Language-Team": tag,
        "Language": tag.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
