"""What is asked for, the jobs it comes to, and what became of each."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engross.errors import EngrossError, Exit, Problem
from engross.model.letter import Enclosing
from engross.typesetting.outputs import DEFAULT

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a worker process is kept: editions set, resident memory (bytes); and seconds for one edition."""

    editions: int = 200
    memory: int = 600 * MEBIBYTE
    seconds: float = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asks for; empty tuples mean all documents, all languages, each document's own house.

    A document is named by its id, by the path of a file, or by a folder of files; letters are set when they are
    named. `enclosing` is what goes with letters where it is not what each says itself. `scheduler` is the address of
    a Dask scheduler; "" sets the editions on this machine.
    """

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    outputs: tuple[str, ...] = (DEFAULT,)
    draft: bool = False
    locked: bool = False
    force: bool = False
    jobs: int = 0
    build_dir: Path | None = None
    limits: Limits = field(default_factory=Limits)
    scheduler: str = ""
    enclosing: Enclosing = field(default_factory=Enclosing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One edition to be made, and where it goes.

    `document` is the reference that `Workspace.document` takes: an id, or the path of a file. `pictures` are the
    paths of its figures from the workspace's root. `inputs` is the fingerprint of all it is made from; `weight` is
    how long it takes, by guess, in no unit. `enclosing` is what goes with a letter; None for what is no letter.
    `findings` are what a person should look at in the file that the document is read from. `beside` are the paths of
    files that tell how its amounts are read.
    """

    document: str
    language: str
    house: str
    draft: bool
    target: Path
    output: str = DEFAULT
    id: str = ""
    pictures: tuple[str, ...] = ()
    inputs: str = ""
    weight: float = 1.0
    enclosing: Enclosing | None = None
    findings: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How messages name the job.

        >>> Job(document="a.xml", id="a-1-2", language="fr", house="un", draft=False, target=Path("a.pdf")).name
        'a-1-2 un fr'
        """
        other = f" {self.output}" if self.output != DEFAULT else ""
        return f"{self.id or self.document} {self.house} {self.language}{other}"

    @property
    def source(self) -> str:
        """The path of the file it is read from, where the name does not say it."""
        return "" if self.document == self.id else self.document

    def marked(self, inputs: str) -> "Job":
        """The job with the fingerprint of what it is made from."""
        return replace(self, inputs=inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a job: the manifest's entry, or the failure; `made` is False for an unchanged edition.

    `data` holds the PDF when whoever set it left the writing to the one who asked; `beside` the (name, bytes) of
    files that go beside it.
    """

    job: Job
    made: bool = True
    entry: dict[str, Any] = field(default_factory=dict)
    failure: EngrossError | None = None
    seconds: float = 0.0
    data: bytes = b""
    beside: tuple[tuple[str, bytes], ...] = ()


def exit_of(failures: list[EngrossError]) -> Exit:
    """The exit code of a run: OK without a failure; of several kinds the lowest, whatever came first.

    >>> from engross.errors import FontError, ContentError
    >>> exit_of([FontError([]), ContentError([])])
    <Exit.CONTENT: 3>
    """
    return min((failure.exit for failure in failures), default=Exit.OK)
