"""What is embedded in the file for the record: a text that machines read, of which the page is the picture."""

from engross.akn import writing
from engross.editing.edition import Edition
from engross.errors import ContentError
from engross.model import Document
from engross.typesetting.weasyprint.conformance import Source
from engross.workspace import Workspace, names_file


def embedded(workspace: Workspace, reference: str, document: Document, adopted: Edition) -> tuple[Source, ...]:
    """The edition as Akoma Ntoso; for a draft, or a text that has no such form, the files it was made from.

    `reference` names the document in the workspace, `adopted` is the edition, unset. Media types are fixed
    here, not asked of the machine.
    """
    tag = adopted.language.tag
    if document.letter:
        return ()  # a letter goes to somebody: its source, and its translators' notes, stay here
    if adopted.draft:
        return _files(workspace, reference, document, tag)
    try:
        name, mime, data = writing.source_of(adopted, document)
    except ContentError:  # a text beside the parts of a collection: Akoma Ntoso has no place for it
        return _files(workspace, reference, document, tag)
    return (Source(name=name, mime=mime, data=data, about="The text of this edition"),)


def _files(workspace: Workspace, reference: str, document: Document, tag: str) -> tuple[Source, ...]:
    """The content file, and the catalogue of a translation."""
    own = workspace.own_path(reference, tag)
    content = own if own.is_file() else workspace.content_path(reference)
    mime = "application/xml" if names_file(reference) else "text/markdown"
    files = [Source(name=content.name, mime=mime, data=content.read_bytes(), about="The text as adopted")]
    catalog = workspace.catalog_path(tag, reference)
    if tag != document.language and catalog.is_file():
        files.append(
            Source(
                name=f"{catalog.stem}.{tag}.po",
                mime="text/x-gettext-translation",
                data=catalog.read_bytes(),
                about="The translation, clause by clause",
            )
        )
    return tuple(files)
