"""Characters that nobody sees, from word processors and web pages."""

import unicodedata
from collections.abc import Iterator

from engross.checks import Subject

ID = "text/unseen-characters"
WHY = "a character without a width, pasted in with a text, divides words in searches and copies, and nobody sees it"

# Joiners and marks of direction that languages need, and what typographic rules and hyphenation put in.
_NEEDED = frozenset("\u200c\u200d\u200e\u200f\u2060\u00ad\u061c")


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the character) where a text has a character of no width that no language asks for."""
    edition = subject.edition
    texts = [(line.id, subject.words(line)) for line in edition.walk()]
    texts += [(name, getattr(edition, name)) for name in ("title", "theme", "body", "meeting", "place_and_date")]
    for name, text in (*texts, *(edition.letter.texts() if edition.letter else ())):
        for character in dict.fromkeys(text):
            if unicodedata.category(character) == "Cf" and character not in _NEEDED:
                yield name, f"has U+{ord(character):04X} {unicodedata.name(character, 'no name')}, which nobody sees"
