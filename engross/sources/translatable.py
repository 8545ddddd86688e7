"""What of a document is translated: each text with the context that its entry in a catalogue bears. Pure."""

from engross.model import HEADING, Document
from engross.sources.fields import TEXTS


def heading_of(document: Document) -> tuple[str, str]:
    """The context and text of the line that opens the text: the heading adopted with it, else the title."""
    return (HEADING, document.heading) if document.heading else ("title", document.title)


def sources_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Every (context, text) of a document that is translated, in the order of the catalogue."""
    fields = tuple((name, text) for name in TEXTS if (text := getattr(document, name)))
    keywords = (("keywords", "; ".join(document.keywords)),) if document.keywords else ()
    heading = ((HEADING, document.heading),) if document.heading else ()
    letter = document.letter.texts() if document.letter else ()
    clauses = ((clause.label, clause.source) for clause in document.walk() if clause.source)
    return (*fields, *letter, *keywords, *heading, *clauses)
