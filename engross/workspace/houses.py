"""The houses of a workspace: settings, templates, style sheets, emblems, and the profile of the press."""

from pathlib import Path

from engross.errors import HouseError, Place, Problem, UsageError
from engross.model.assets import Assets
from engross.sources.house import House, Sheet, fold, read_sheet
from engross.workspace import pictures
from engross.workspace.files import text_of
from engross.workspace.folder import Folder, remembered, shipped
from engross.workspace.icc_profiles import SYSTEM, find_profile


class Houses(Folder):
    """The part of a workspace that is `templates/`, its own or those that engross ships."""

    def houses(self) -> tuple[str, ...]:
        """The ids of all houses, abstract ones included."""
        return tuple(
            sorted({path.parent.name for folder in self.folders("templates") for path in folder.glob("*/house.toml")})
        )

    def house_folder(self, id: str) -> Path:
        """The folder of a house; UsageError listing the houses when there is none."""
        for folder in self.folders("templates"):
            if (folder / id / "house.toml").is_file():
                return self.own(folder / id)
        usable = [each for each in self.houses() if not self.sheet(each).abstract]
        raise UsageError(
            Problem(code="usage/house", text=f"there is no house {id!r}", hint=f"the houses are: {', '.join(usable)}")
        )

    def sheet(self, id: str) -> Sheet:
        """The settings a house gives itself."""
        path = self.own(self.house_folder(id) / "house.toml")
        return read_sheet(text_of(path, HouseError), self.relative(path), id)

    @remembered()
    def house(self, id: str) -> House:
        """A house with its parents' settings folded in; HouseError when the chain of parents does not end."""
        chain = [self.sheet(id)]
        file = self.relative(self.house_folder(id) / "house.toml")
        while chain[-1].extends:
            above = chain[-1].extends
            if above in [sheet.id for sheet in chain] or above not in self.houses():
                raise HouseError(
                    Problem(
                        code="house/parent",
                        place=Place(file=file),
                        text=f"extends = {above!r}: no such house, or it extends itself",
                        hint=f"one of: {', '.join(self.houses())}",
                    )
                )
            chain.append(self.sheet(above))
        return fold(tuple(chain), file)

    def house_folders(self, house: House) -> tuple[Path, ...]:
        """The folders of a house and its parents, its own first."""
        return tuple(self.house_folder(id) for id in house.folders)

    @remembered()
    def assets(self, id: str) -> Assets:
        """Templates, style sheets and emblem of a house. A parent's template is also reached as `parent/name`."""
        house = self.house(id)
        templates: dict[str, str] = {}
        files: dict[str, str] = {}
        folders = self.house_folders(house)
        for folder in folders:
            for path in sorted(folder.glob("*.html")):
                for name in (path.name, f"{folder.name}/{path.name}"):
                    if name not in templates:
                        templates[name] = text_of(self.own(path), HouseError)
                        files[name] = self.relative(path)
        styles = tuple(
            (self.relative(path), text_of(self.own(path), HouseError))
            for folder in reversed(folders)
            if (path := folder / "page.css").is_file()
        )
        return Assets(
            templates=templates,
            files=files,
            styles=styles,
            emblem=self._picture(house, house.emblem, folders),
            letter_styles=self._letter_styles(folders),
            letterhead=self._picture(house, house.letterhead, folders) if house.letterhead else "",
        )

    def _letter_styles(self, folders: tuple[Path, ...]) -> tuple[tuple[str, str], ...]:
        """What letters are set with: what all pages share, then `letter.css` of each house, parents first."""
        paths = [folders[-1] / "page.css", *(folder / "letter.css" for folder in reversed(folders))]
        return tuple((self.relative(path), text_of(self.own(path), HouseError)) for path in paths if path.is_file())

    def _picture(self, house: House, name: str, folders: tuple[Path, ...]) -> str:
        """Emblem or letterhead as data: the user's own file (from the workspace's root), else one of the house's."""
        paths = [folder / name for folder in (self.root, *folders)]
        file = self.relative(folders[0] / "house.toml")
        return pictures.emblem(name, paths, (self.root, shipped()), file)

    @remembered()
    def press_profile(self, id: str) -> bytes:
        """The ICC profile of the press of a house; HouseError when it is not here."""
        own = (self.root / ".engross" / "profiles", shipped() / ".engross" / "profiles", self.root / "art")
        return find_profile(self.house(id).press, (*own, *SYSTEM), self.relative(self.house_folder(id) / "house.toml"))
