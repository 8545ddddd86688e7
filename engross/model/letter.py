"""What a letter says beside its text: who writes to whom, under which reference, with what attached."""

from dataclasses import dataclass, field
from enum import StrEnum

from engross.model import placeholders


class Form(StrEnum):
    """The form of a letter (house rules 4)."""

    TRANSMITTAL = "letter-of-transmittal"  # "Letter dated … from … addressed to …", its annex on a page of its own
    NOTE = "note-verbale"  # in the third person, unsigned: initials and a seal
    LETTER = "letter"  # "Excellency, … Please accept …", name and function


class Attached(StrEnum):
    """How the editions that a letter transmits go with it."""

    BOUND = "bound"  # in the same PDF, after the letter
    SEPARATE = "separate"  # each a file of its own
    EMBEDDED = "embedded"  # inside the letter's PDF, as files


class Numbering(StrEnum):
    """Whose page numbers bound editions bear."""

    CONTINUOUS = "continuous"  # those of the whole file
    OWN = "own"  # each its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosing:
    """What goes with a letter and how, where it is not what its front matter says.

    `languages` are those of the annexed editions, in order; none stands for what the front matter says, and when that
    says none for the language of the letter.
    """

    languages: tuple[str, ...] = ()
    attached: Attached | None = None
    numbering: Numbering | None = None

    @property
    def suffix(self) -> str:
        """What tells a file so made from the letter's own: "" when nothing is asked for.

        >>> Enclosing(languages=("en", "ar"), numbering=Numbering.OWN).suffix
        '.with-en-ar.own'
        """
        said = [f"with-{'-'.join(self.languages)}" if self.languages else "", self.attached or "", self.numbering or ""]
        return "".join(f".{each}" for each in said if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """An edition that goes with a letter: document and language by id and tag, its standing, its title.

    The title is final, in the language of the letter; "" where the document has none in it.
    """

    document: str
    language: str
    standing: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The page that opens an annex: its number (0 where there is one only), the annexed text's title and language.

    The title is final, in the language of the letter; `original` is the tag of the text's original language.
    """

    document: str
    number: int
    title: str
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The front matter of a letter. Texts are in the language of its content file; `addressee` is by name of field.

    `languages` are those in which the annexes go with it; none stands for the language of the letter. `openings`
    are the pages that open annexes, once it is known that they are bound; `enclosed` is what goes with it, once that
    is known.
    """

    form: Form
    sender: str
    recipient: str
    reference: str = ""
    addressee: dict[str, str] = field(default_factory=dict)
    salutation: str = ""
    signatory: str = ""
    function: str = ""
    enclosures: tuple[str, ...] = ()
    classification: str = ""
    notice: str = ""
    contact: str = ""
    annexes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    attached: Attached = Attached.BOUND
    numbering: Numbering = Numbering.CONTINUOUS
    openings: tuple[Opening, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def listed(self) -> bool:
        """Whether it lists its enclosures in words of its own, which say nothing of what goes with it."""
        return any(not placeholders.lists_each(line) for line in self.enclosures)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every (context, text) of the letter that is translated, in the order of the catalogue."""
        named = [(name, getattr(self, name)) for name in TEXTS]
        listed = [(f"enclosures.{number}", text) for number, text in enumerate(self.enclosures, 1)]
        block = [(f"addressee.{name}", text) for name, text in self.addressee.items()]
        return tuple((context, text) for context, text in (*named, *block, *listed) if text)


TEXTS = ("sender", "recipient", "salutation", "signatory", "function", "classification", "notice", "contact")
# The lines of the addressee block, in their order; a row of addressees may hold more for {addressee.…}.
BLOCK = ("name", "title", "organization", "address", "country")
