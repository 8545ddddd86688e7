"""The languages of a workspace: their rules and their catalogues."""

from pathlib import Path

from engross.errors import Place, Problem, TranslationError, UsageError
from engross.sources.catalog.reading import Catalog, read_catalog
from engross.sources.language import Language, read_language
from engross.workspace.files import bytes_of, text_of
from engross.workspace.folder import Folder, remembered


class Languages(Folder):
    """The part of a workspace that is `translations/`, its own or those that engross ships."""

    @remembered()
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages that have a language.toml."""
        return tuple(
            sorted(
                {path.parent.name for folder in self.folders("translations") for path in folder.glob("*/language.toml")}
            )
        )

    def language_folder(self, tag: str) -> Path:
        """The folder of a language; UsageError listing the languages when there is none."""
        for folder in self.folders("translations"):
            if (folder / tag / "language.toml").is_file():
                return self.own(folder / tag)
        raise UsageError(
            Problem(
                code="usage/language",
                text=f"there is no language {tag!r}",
                hint=f"the languages are: {', '.join(self.languages())}; translations/{tag}/language.toml adds one "
                "(docs/howto/add-a-language.md)",
            )
        )

    @remembered()
    def language(self, tag: str) -> Language:
        """A language and its rules."""
        path = self.own(self.language_folder(tag) / "language.toml")
        return read_language(text_of(path, TranslationError), self.relative(path), tag)

    def catalog_path(self, tag: str, domain: str) -> Path:
        """Where a language's catalogue of a document (or of the form words, `engross`) is, there or not."""
        own = self.root / "translations" / tag / "LC_MESSAGES" / f"{domain}.po"
        if own.is_file() or domain != "engross":
            return own
        return self.language_folder(tag) / "LC_MESSAGES" / f"{domain}.po"

    @remembered(64)  # of thousands only the latest are kept
    def catalog(self, tag: str, domain: str) -> Catalog:
        """A catalogue, read strictly; TranslationError when it is missing or unreadable."""
        path = self.catalog_path(tag, domain)
        if not path.is_file():
            raise TranslationError(
                Problem(
                    code="translation/no-catalogue",
                    place=Place(file=self.relative(path)),
                    text=f"there is no catalogue for {tag}",
                    hint="`engross catalog update` makes it; then translate its entries",
                )
            )
        return read_catalog(bytes_of(self.own(path), TranslationError), self.relative(path))
