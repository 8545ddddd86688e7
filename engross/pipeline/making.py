"""An edition made, set and compared with its text: a finished file in memory. Nothing is written."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from engross.editing.edition import Edition, edit
from engross.editing.editor import Tongues
from engross.errors import ContentError, EngineComplaint, EngrossError, Place, Problem, UsageError
from engross.model import Document
from engross.model.folios import Folio
from engross.pipeline.attachments import embedded
from engross.readback import fidelity, omitted
from engross.sources.house import House
from engross.sources.language import Language, not_here
from engross.typesetting import glyphs, html
from engross.typesetting.html import Page
from engross.typesetting.outputs import DEFAULT, OUTPUTS
from engross.typesetting.pdf import Pdf, Setting
from engross.typesetting.weasyprint.conformance import Source
from engross.workspace import Workspace, fonts

_SIDED = "@page :first:"


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

    def on(self, page: Page, folio: Folio) -> Page:
        """The page with style sheets that print these numbers in the form of the house."""
        own = [html.folio_style(folio, self.total), f"@page :first {{ counter-set: page {self.first}; }}"]
        if self.side and not any(_SIDED in css for _, css in page.styles):
            own.append(f"html {{ break-before: {self.side}; }}")
        for id, number in self.jumps:
            own.append(f"#{id} {{ page: {id}; }} @page {id} {{ counter-set: page {number}; }}")
        return Page(html=page.html, styles=(*page.styles, ("folios", "\n".join(own))))

    def numbers(self, pages: int) -> tuple[int, ...]:
        """The numbers of so many pages; each element that jumps takes one of the last.

        >>> Folios(first=1, total=9, jumps=(("annex-1", 2), ("annex-2", 6))).numbers(3)
        (1, 2, 6)
        """
        plain = range(self.first, self.first + pages - len(self.jumps))
        return (*plain, *(number for _, number in self.jumps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished file in memory: the edition, the HTML that was set, the PDF, what is embedded in it.

    `omitted` are the fields of the front matter that the house openly does not print.
    """

    edition: Edition
    adopted: Edition
    html: str
    pdf: Pdf
    sources: tuple[Source, ...]
    omitted: tuple[str, ...] = ()
    seconds: dict[str, tuple[str, ...]] = field(default_factory=dict)  # letters set in a second face, by the face


def tongues(workspace: Workspace, document: Document, tag: str) -> Tongues:
    """The languages an edition of the document speaks."""
    own = workspace.language(tag)
    return Tongues(
        own=own, original=workspace.language(document.language), distribution=workspace.language(own.distribution)
    )


def suits(house: House, document: str, letter: bool, place: Place) -> None:
    """Nothing when the house issues what the document is; UsageError where it issues letters only, or no letters.

    `place` is where the house was named.
    """
    if ("letters" if letter else "documents") in house.issues:
        return
    what, other = ("a letter", "documents") if letter else ("an adopted text", "letters")
    raise UsageError(
        Problem(
            code="usage/house-kind",
            place=place,
            text=f"the house {house.id!r} is for {other}, and {document} is {what}",
            hint=f"`engross list` shows the houses and what each is for; name one for {_OTHERS[other]}",
        )
    )


_OTHERS = {"documents": "letters", "letters": "documents"}


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


def _rendered(output: str, setting: Setting) -> Pdf:
    """The finished file; EngineComplaint where the engine breaks off, naming the place in it for a report."""
    try:
        return OUTPUTS[output].render(setting)
    except EngrossError:
        raise
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = f" ({Path(last[0].filename).name}:{last[0].lineno})" if last else ""
        edition = setting.edition
        raise EngineComplaint(
            Problem(
                code="engine/page",
                place=Place(file=f"{edition.document}.{edition.language.tag}"),
                text=f"the engine cannot set a page of {edition.house.id}: {error!r:.120}{where}",
                hint="take out what was changed last in a style sheet or template of the house, such as a measure too"
                " narrow for a letter; with a house of engross, report it",
            )
        ) from None


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
    suits(form, document.id, document.letter is not None, Place(file=document.file))
    words = workspace.sources(document, tag, form, draft)
    edition, adopted = (edit(document, form, spoken, words, draft, unset=unset) for unset in (False, True))
    languages = languages_on(workspace, edition, spoken)
    glyphs.check(edition, languages, tuple(installed))
    second = glyphs.seconds(edition, languages, tuple(installed))
    letters = frozenset(letter for each in second.values() for letter in each)
    assets, pictures = workspace.assets(house), workspace.pictures(document)

    def printed(edition: Edition) -> Page:
        return html.page(edition, assets, languages, pictures, letters)

    page = printed(edition)
    left = omitted.omitted(document, edition, bool(assets.letterhead), lambda signed: printed(signed).html)
    omitted.check(document, form, left)
    given = embedded(workspace, reference, document, adopted)
    profile = workspace.press_profile(house) if OUTPUTS[output].printed else b""
    page = folios.on(page, form.folio) if folios else page
    setting = Setting(edition=edition, page=page, languages=languages, sources=given, profile=profile)
    pdf = _rendered(output, setting)
    if folios:
        pdf = replace(pdf, numbers=folios.numbers(pdf.pages), total=folios.total)
    fidelity.check(edition, adopted, page.html, pdf)
    return Made(edition=edition, adopted=adopted, html=page.html, pdf=pdf, sources=given, omitted=left, seconds=second)
