"""What is embedded in the file for the record: the files that its edition was made from."""

from engross.engine.conformance import Source
from engross.workspace import Workspace, names_file


def embedded(workspace: Workspace, document: str, tag: str) -> tuple[Source, ...]:
    """The content file as it is, and the edition's catalogue where it is a translation; media types are fixed here."""
    own = workspace.own_path(document, tag)
    content = own if own.is_file() else workspace.content_path(document)
    mime = "application/xml" if names_file(document) else "text/markdown"
    files = [Source(name=content.name, mime=mime, data=content.read_bytes(), about="The text as adopted")]
    catalog = workspace.catalog_path(tag, document)
    if tag != workspace.document(document).language and catalog.is_file():
        files.append(
            Source(
                name=f"{document}.{tag}.po",
                mime="text/x-gettext-translation",
                data=catalog.read_bytes(),
                about="The translation, clause by clause",
            )
        )
    return tuple(files)
