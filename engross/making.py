"""An edition made, set and compared with its text: a finished file in memory. Nothing is written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from engross import fidelity, fonts, glyphs
from engross.edition import Edition, edit
from engross.editor import Tongues
from engross.embedded import embedded
from engross.engine.conformance import Source
from engross.errors import ContentError, Place
from engross.language import Language, not_here
from engross.model import Document
from engross.outputs import DEFAULT, OUTPUTS, html
from engross.outputs.html import Page
from engross.outputs.pdf import Pdf, Setting
from engross.workspace import Workspace

_SIDED = "@page :first:"
_PAGES = re.compile(r"counter\(\s*pages\s*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folios:
    """Page numbers of an edition that is part of a longer file: its first one, how many the file has, on which side.

    `side` is that of its first page, left or right; "" leaves it to the direction of the language, and so does a house
    whose first pages have another form on the other side (`@page :first:left`). `jumps` are the
    (id, number) of elements that open a page and are not numbered on, because other pages will stand before them.
    """

    first: int
    total: int
    side: str = ""
    jumps: tuple[tuple[str, int], ...] = ()

    def on(self, page: Page) -> Page:
        """The page with style sheets that print these numbers."""
        styles = [(file, _PAGES.sub(f'"{self.total}"', css)) for file, css in page.styles]
        own = [f"@page :first {{ counter-set: page {self.first}; }}"]
        if self.side and not any(_SIDED in css for _, css in styles):
            own.append(f"html {{ break-before: {self.side}; }}")
        for id, number in self.jumps:
            own.append(f"#{id} {{ page: {id}; }} @page {id} {{ counter-set: page {number}; }}")
        return Page(html=page.html, styles=(*styles, ("folios", "\n".join(own))))

    def numbers(self, pages: int) -> tuple[int, ...]:
        """The numbers of so many pages; each element that jumps takes one of the last.

        >>> Folios(first=1, total=9, jumps=(("annex-1", 2), ("annex-2", 6))).numbers(3)
        (1, 2, 6)
        """
        plain = range(self.first, self.first + pages - len(self.jumps))
        return (*plain, *(number for _, number in self.jumps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished file in memory: the edition, the HTML that was set, the PDF, what is embedded in it."""

    edition: Edition
    adopted: Edition
    html: str
    pdf: Pdf
    sources: tuple[Source, ...]
    seconds: dict[str, tuple[str, ...]] = field(default_factory=dict)  # letters set in a second face, by the face


def tongues(workspace: Workspace, document: Document, tag: str) -> Tongues:
    """The languages an edition of the document speaks."""
    own = workspace.language(tag)
    return Tongues(
        own=own, original=workspace.language(document.language), distribution=workspace.language(own.distribution)
    )


def languages_on(workspace: Workspace, edition: Edition, spoken: Tongues) -> dict[str, Language]:
    """The languages on an edition's pages by tag: those it speaks, and those of words marked as in another one.

    ContentError for words in a language that is not known here.
    """
    found = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
    for line in edition.walk():
        for tag in dict.fromkeys(run.language for run in line.all_runs if run.language):
            if tag not in found and tag not in workspace.languages():
                place = Place(file=f"{edition.document}.{edition.language.tag}", clause=line.id)
                raise ContentError(not_here([tag], place))
            found.setdefault(tag, workspace.language(tag))
    return found


def make(
    workspace: Workspace,
    reference: str,
    document: Document,
    house: str,
    tag: str,
    installed: Sequence[fonts.Installed],
    *,
    draft: bool = False,
    output: str = DEFAULT,
    folios: Folios | None = None,
) -> Made:
    """The edition of a document in a language and a house, set and compared. Raises what is wrong with any of them.

    `reference` is how the workspace names the document. `folios` are given where it is part of a longer file.
    """
    spoken = tongues(workspace, document, tag)
    form = workspace.house(house)
    words = workspace.sources(document, tag, form, draft)
    edition, adopted = (edit(document, form, spoken, words, draft, unset=unset) for unset in (False, True))
    languages = languages_on(workspace, edition, spoken)
    glyphs.check(edition, languages, tuple(installed))
    second = glyphs.seconds(edition, languages, tuple(installed))
    letters = frozenset(letter for each in second.values() for letter in each)
    page = html.page(edition, workspace.assets(house), languages, workspace.pictures(document), letters)
    given = embedded(workspace, reference, document, adopted)
    profile = workspace.press_profile(house) if OUTPUTS[output].printed else b""
    page = folios.on(page) if folios else page
    setting = Setting(edition=edition, page=page, languages=languages, sources=given, profile=profile)
    pdf = OUTPUTS[output].render(setting)
    if folios:
        pdf = replace(pdf, numbers=folios.numbers(pdf.pages), total=folios.total)
    fidelity.check(edition, adopted, page.html, pdf)
    return Made(edition=edition, adopted=adopted, html=page.html, pdf=pdf, sources=given, seconds=second)
