"""Does the finished PDF say exactly what the edition says?  Asked of an independent reader (PDFium) after every build.

Four comparisons, none of which tolerates a letter:
1. the HTML holds the edition's heading and ends with its clauses, and holds its notes (no template dropped,
   added or moved one);
2. the text inside the page areas of the PDF is the HTML's text, in order;
3. the text at the foot of the pages is that of the notes, in order;
4. what stands in the page margins is the house's running matter and the folio, and nothing else.
White space, soft hyphens and format characters do not count.  For right-to-left editions the reader's own
ordering is not relied on: each line is read from right to left by the place of its glyphs, and must have the order
that the words have as adopted, whatever marks and elements of direction a page has (`adopted`).
"""

import re
from collections import Counter

from engross.editing.edition import Edition
from engross.errors import FidelityError, Place, Problem
from engross.model import lines_text
from engross.readback import cells, compare_rtl
from engross.readback.differences import body, called_notes, clause_at, first_difference, refused
from engross.readback.page import BRACKETS, Flow, letters
from engross.readback.pdfium import read
from engross.typesetting.pdf import Pdf

_ENDS = re.compile("[\x02\ufffe]")  # what PDFium gives for a hyphen that ends a line


def check(edition: Edition, adopted: Edition, html: str, pdf: Pdf) -> None:
    """Nothing when the PDF is faithful; FidelityError showing the first place where it is not.

    `adopted` is the same edition, unset: its words without a typographic rule or a mark of direction.
    """
    _check_rules(edition, adopted)
    if edition.language.direction == "rtl":
        cells.check(adopted)
    page = Flow()
    page.feed(html)
    printed, wanted = letters("".join(page.flow)), letters(lines_text(edition.lines))
    after = letters(edition.letter.tail) if edition.letter else ""
    _check_template(edition, printed, wanted, after)
    # the addressee of a letter, where a template puts it at the foot of the first page
    block = edition.letter.block if edition.letter and "data-foot" in html.partition("<main>")[0] else ()
    addressed = letters("".join(block))
    _check_notes(edition, addressed, letters("".join(page.notes)))
    rtl = edition.language.direction == "rtl"
    found, masthead = read(pdf, rtl), len(printed) - len(wanted) - len(after)
    if rtl:
        compare_rtl.compare(edition, adopted, printed[:masthead], block, found)
    else:
        _compare(edition, printed, letters("".join(found.flow)), masthead)
        _compare_notes(edition, addressed, letters("".join(found.notes)))
    total = pdf.total or len(found.margins)
    folios = [(number, total) for number in pdf.numbers or range(1, len(found.margins) + 1)]
    _check_margins(edition, page.margins, found.margins, folios)


def _check_rules(edition: Edition, adopted: Edition) -> None:
    """Nothing when no typographic rule of the language changes a letter of the clauses."""
    for line, plain in zip(edition.walk(), adopted.walk(), strict=True):
        wanted, found = letters(plain.printed), letters(line.printed)
        if wanted != found:
            at = first_difference(wanted, found)
            raise FidelityError(
                Problem(
                    code="fidelity/rule",
                    place=Place(file=f"{edition.document}.{edition.language.tag}", clause=line.id),
                    text=f"a typographic rule makes “{found[at : at + 24]}” of “{wanted[at : at + 24]}”",
                    hint="a rule may change spaces and no letter: correct the rules in language.toml",
                )
            )


def _check_template(edition: Edition, printed: str, wanted: str, after: str = "") -> None:
    """Nothing when the page holds the heading and ends with the clauses, and with what a letter has after them."""
    heading = letters(edition.heading_text)
    if printed.endswith(wanted + after) and heading in printed[: len(printed) - len(wanted + after)]:
        return
    wanted += after
    whole = wanted if heading in printed else heading + wanted
    at = len(whole) - first_difference(whole[::-1], printed[::-1]) - 1
    clause, said = clause_at(body(edition), at), printed[at - len(whole) :]
    raise refused(
        "fidelity/template",
        "a template of the house changes, drops or adds to the text",
        edition,
        clause,
        wanted,
        at,
        said,
    )


def _foot(edition: Edition, block: str) -> str:
    """The letters at the foot of the pages: the addressee of a letter, then the notes in the order of their calls."""
    return block + "".join(letters(line.printed) for line in called_notes(edition))


def _check_notes(edition: Edition, block: str, said: str) -> None:
    """Nothing when the page holds the notes."""
    wanted = _foot(edition, block)
    if said != wanted:
        clause, at = _note_at(edition, block, said)
        raise refused(
            "fidelity/template",
            "a template of the house changes, drops or adds to a note",
            edition,
            clause,
            wanted,
            at,
            said[at:],
        )


def _compare_notes(edition: Edition, block: str, found: str) -> None:
    wanted = _foot(edition, block)
    said = settle_hyphens(wanted, found)
    if said != wanted:
        clause, at = _note_at(edition, block, said)
        raise refused(
            "fidelity/pdf", "the notes at the foot of the pages differ", edition, clause, wanted, at, said[at:]
        )


def _note_at(edition: Edition, block: str, said: str) -> tuple[str, int]:
    """The note in which what is said first differs, and the place."""
    at = first_difference(_foot(edition, block), said)
    return clause_at(called_notes(edition), at - len(block)) or "notes", at


def _compare(edition: Edition, printed: str, flow: str, masthead: int) -> None:
    flow = settle_hyphens(printed, flow)
    if printed != flow:
        at = first_difference(printed, flow)
        clause, wanted = clause_at(body(edition), at - masthead), printed[masthead:]
        raise refused(
            "fidelity/pdf",
            "the PDF does not say what the edition says",
            edition,
            clause,
            wanted,
            at - masthead,
            flow[at:],
        )


def settle_hyphens(printed: str, flow: str) -> str:
    """The text with each hyphen that ends a line settled.

    PDFium gives one mark (U+0002 or U+FFFE) for a hyphen the text has and for one that was put in: where
    the edition has a hyphen it is that, elsewhere it was put in.
    """
    first, *rest = _ENDS.split(flow)
    settled = first
    for piece in rest:
        settled += ("-" if printed[len(settled) : len(settled) + 1] == "-" else "") + piece
    return settled


def _without(margin: str, text: str, rtl: bool) -> str:
    """A margin's letters without those of a running text.

    On a right-to-left page the pieces of a margin stand side by side, in lines of their own: the letters are taken
    out, not their order.

    >>> _without("A/1B2", "A/1", False), _without("B21/A", "A/1", True), _without("B2", "A/1", True)
    ('B2', 'B2', 'B2')
    """
    if not rtl:
        return margin.replace(text, "", 1)
    left = Counter(margin)
    if Counter(text) - left:
        return margin
    left.subtract(text)
    return "".join(left.elements())


def strange(margin: str, running: list[str], folio: str, rtl: bool) -> str:
    """What the margins of a page say that is neither running matter nor the page's folio; "" for nothing.

    A mark of PDFium for a hyphen that ends a line is one of the text or one put in.

    >>> strange("A/1 2/3", ["A/1"], "2/3", False), strange("A/1 not 2/3", ["A/1"], "2/3", False)
    ('', 'not2/3')
    >>> strange("Co\\x02operation", ["Co-operation"], "1", False), strange("de\\x02velop", ["develop"], "1", False)
    ('', '')
    """
    table = BRACKETS if rtl else {}
    texts = sorted({letters(each).translate(table) for each in running if each}, key=len, reverse=True)
    folios = ("", letters(folio).translate(table))
    found = ""
    for hyphen in ("-", ""):
        found = letters(_ENDS.sub(hyphen, margin)).translate(table)
        for text in texts:
            found = _without(found, text, rtl)
        if (sorted(found) if rtl else found) in (list(map(sorted, folios)) if rtl else folios):
            return ""
    return found


def _check_margins(edition: Edition, running: list[str], margins: list[str], folios: list[tuple[int, int]]) -> None:
    """Nothing when each margin holds running matter and its folio, (number, of how many), and nothing else."""
    rtl = edition.language.direction == "rtl"
    for margin, (number, total) in zip(margins, folios, strict=True):
        folio = edition.house.folio.text(number, total)
        if rest := strange(margin, running, folio, rtl):
            raise FidelityError(
                Problem(
                    code="fidelity/margin",
                    place=Place(file=f"{edition.document}.{edition.language.tag}", clause=f"page {number}"),
                    text=f"the margins say “{rest}”, neither running matter nor the folio “{folio}”",
                    hint="print the page number with `content: var(--folio)` in the house's page.css, and say its form "
                    'in house.toml: folio = "{page}/{pages}"; correct its other margin boxes',
                )
            )
        if edition.draft and letters(edition.stamp) not in letters(margin):
            raise FidelityError(
                Problem(
                    code="fidelity/stamp",
                    place=Place(file=f"{edition.document}.{edition.language.tag}", clause=f"page {number}"),
                    text=f"the page does not bear the stamp {edition.stamp!r}",
                    hint="the house's page.css gives element(stamp) no place on this page",
                )
            )
