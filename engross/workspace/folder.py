"""The folder of a workspace: which file is its own, how messages name it, and what was read of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial, wraps
from importlib import resources
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from engross.errors import Place, Problem, UsageError

P = ParamSpec("P")
T = TypeVar("T")
F = TypeVar("F", bound="Folder")


@cache
def shipped() -> Path:
    """The folder that holds what engross brings itself: houses, languages, the font lock."""
    packed = Path(str(resources.files("engross"))) / "shipped"
    return packed if packed.is_dir() else packed.parent.parent


class Remember(Protocol):
    """What makes a method remember its answers."""

    def __call__(self, method: Callable[Concatenate[F, P], T], /) -> Callable[Concatenate[F, P], T]:
        """The method, which asks what was answered before."""
        ...


def remembered(most: int | None = None) -> Remember:
    """A method whose answers its workspace keeps, and no other one; the last `most` of them."""

    def remember(method: Callable[Concatenate[F, P], T], /) -> Callable[Concatenate[F, P], T]:
        @wraps(method)
        def ask(self: F, *args: P.args, **kwargs: P.kwargs) -> T:
            kept = self._kept.get(method.__name__)
            if kept is None:
                kept = self._kept[method.__name__] = lru_cache(maxsize=most)(partial(method, self))
            answer: T = kept(*args, **kwargs)  # type: ignore[arg-type]
            return answer

        return ask  # type: ignore[return-value]

    return remember


@dataclass(frozen=True)
class Folder:
    """A folder with content/, and translations/ and templates/ of its own or those that engross ships.

    The folder is the one that its path names now, wherever the process goes afterwards; what was read is remembered
    by this workspace alone, until `forget`.
    """

    root: Path
    companions: dict[str, tuple[Path, ...]] = field(default_factory=dict, compare=False)  # of a run: see akn/settling
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.resolve())

    def __reduce__(self) -> tuple[type["Folder"], tuple[Any, ...]]:
        """What makes it again in another process, where it remembers nothing."""
        return type(self), (self.root, self.companions)

    def folders(self, name: str) -> tuple[Path, ...]:
        """The folders of that name, the workspace's own first."""
        both = (self.root / name, shipped() / name)
        return tuple(dict.fromkeys(folder for folder in both if folder.is_dir()))

    def relative(self, path: Path) -> str:
        """The path as messages show it: from the workspace, or from where engross is installed."""
        for base in (self.root, shipped()):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.name

    def own(self, path: Path) -> Path:
        """The path; UsageError where a link leads from it out of the workspace, and out of what engross brings.

        A workspace may come from a stranger: what a link in it shows would be printed, embedded, sent.
        """
        real = path.resolve()
        if any(real.is_relative_to(base.resolve()) for base in (self.root, shipped())):
            return path
        raise UsageError(
            Problem(
                code="usage/outside",
                place=Place(file=self.relative(path)),
                text="is a link that leads out of the workspace",
                hint="put the file itself into the workspace, in the place of the link",
            )
        )

    def forget(self) -> None:
        """Forget what was read: what is asked next is read from the files as they are then."""
        self._kept.clear()
