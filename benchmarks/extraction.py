"""Which programs give back which clauses exactly, letter for letter and in order: extractor × language; twice.

usage: python benchmarks/extraction.py [HOUSE …]

A clause counts when its letters stand together, in their order, in what the program reads inside the text areas of
the pages (a foot or head of a page between two halves of a clause is cut off, as who copies a clause would). White
space, soft hyphens, format characters and PDFium's mark of a line's hyphen (U+FFFE, U+0002) do not count. The last
column reads the structure tree, with nothing cut off.

In the second table spaces count, too: there must be one, or the end of a line, where the clause has one, and nowhere
else. Chinese, which has none, is left out.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engross import building  # noqa: E402
from engross.building.setting import tongues  # noqa: E402
from engross.pipeline.attachments import embedded  # noqa: E402
from engross.pipeline.making import languages_on  # noqa: E402
from engross.readback import tag_tree  # noqa: E402
from engross.typesetting import html  # noqa: E402
from engross.typesetting.outputs import OUTPUTS  # noqa: E402
from engross.typesetting.pdf import Area, Pdf, Setting  # noqa: E402
from engross.workspace import Workspace  # noqa: E402

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
FORMAT = re.compile("(?<=-)\u200b?[\\r\\n]+|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+|[\u00ad\ufffe\x02]\\s*")
UNCOUNTED = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02]+")


def letters(text: str) -> str:
    return UNCOUNTED.sub("", unicodedata.normalize("NFC", text))


def words(text: str) -> str:
    return " ".join(FORMAT.sub("", unicodedata.normalize("NFC", text)).split())


def poppler(file: Path, areas: tuple[Area, ...]) -> str:
    said = ""
    for area in areas:
        box = {"-x": area.left, "-y": area.head - area.top, "-W": area.right, "-H": area.top - area.bottom}
        cut = [part for name, value in box.items() for part in (name, str(round(value)))]
        page = str(area.page + 1)
        command = ["pdftotext", "-f", page, "-l", page, *cut, str(file), "-"]
        said += subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return said


def pdfium(file: Path, areas: tuple[Area, ...]) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    return "\n".join(
        document[area.page].get_textpage().get_text_bounded(bottom=area.bottom, top=area.top) for area in areas
    )


def pypdf(file: Path, areas: tuple[Area, ...]) -> str:
    from pypdf import PdfReader

    said: list[str] = []
    pages = PdfReader(file).pages
    for area in areas:

        def keep(text: str, cm: list[float], tm: list[float], *_: object, area: Area = area) -> None:
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if area.bottom <= y <= area.top or not text.strip():
                said.append(text)

        pages[area.page].extract_text(visitor_text=keep)
        said.append("\n")
    return "".join(said)


def mutool(file: Path, areas: tuple[Area, ...]) -> str:
    done = subprocess.run(["mutool", "draw", "-q", "-F", "stext", str(file)], capture_output=True, check=True)
    said = []
    pages = ElementTree.parse(io.BytesIO(done.stdout)).getroot().findall(".//page")
    for area in areas:
        for line in pages[area.page].iter("line"):
            _, top, _, bottom = map(float, line.get("bbox", "").split())
            if area.bottom <= area.head - (top + bottom) / 2 <= area.top:
                said.append("".join(char.get("c", "") for char in line.iter("char")) + "\n")
    return "".join(said)


EXTRACTORS: dict[str, Callable[[Path, tuple[Area, ...]], str]] = {
    "poppler": poppler,
    "pdfium": pdfium,
    "pypdf": pypdf,
    "mutool": mutool,
}
PROGRAMS = {"poppler": "pdftotext", "mutool": "mutool"}


def made(workspace: Workspace, job: building.Job) -> tuple[Pdf, list[tuple[str, str]]]:
    """The record of a job, and (id, printed words) of its clauses."""
    edition = building.edition_of(workspace, job)
    document = workspace.document(job.document)
    spoken_here = tongues(workspace, document, job.language)
    languages = languages_on(workspace, edition, spoken_here)
    page = html.page(edition, workspace.assets(job.house), languages, workspace.pictures(document))
    sources = embedded(workspace, job.document, document, building.edition_of(workspace, job, unset=True))
    pdf = OUTPUTS["record"].render(Setting(edition=edition, page=page, languages=languages, sources=sources))
    return pdf, [(line.id, line.text) for line in edition.walk()]


def row(workspace: Workspace, job: building.Job, folder: Path) -> tuple[dict[str, int], dict[str, int]]:
    """The counts of a job's record: without spaces, and with them."""
    pdf, clauses = made(workspace, job)
    file = folder / f"{job.house}.{job.language}.pdf"
    file.write_bytes(pdf.data)
    counts, spaced = {"clauses": len(clauses)}, {"clauses": len(clauses)}
    for name, extract in EXTRACTORS.items():
        if PROGRAMS.get(name) and not shutil.which(PROGRAMS[name]):
            continue
        said = extract(file, pdf.areas)
        for count, of in ((counts, letters), (spaced, words)):
            whole = of(said)
            count[name] = sum(of(text) in whole for _, text in clauses)
    parts = {part.id: part.words() for part in tag_tree.read(file).walk() if part.id}
    for count, of in ((counts, letters), (spaced, words)):
        count["tree"] = sum(of(parts[id]).endswith(of(text)) for id, text in clauses)
    return counts, spaced


def main(houses: list[str]) -> None:
    workspace = Workspace(ROOT)
    building.prepare_fonts(workspace, False)
    request = building.Request(documents=("interpol-2012-rome",), languages=LANGUAGES, houses=tuple(houses))
    jobs, _ = building.plan(workspace, request)
    absent = [name for name, program in PROGRAMS.items() if not shutil.which(program)]
    print(f"absent: {', '.join(absent)}" if absent else "exact clauses")
    with tempfile.TemporaryDirectory() as folder:
        found = [(job, *row(workspace, job, Path(folder))) for job in jobs]
    table([(job, counts) for job, counts, _ in found])
    print("exact with their spaces")
    table([(job, spaced) for job, _, spaced in found if job.language != "zh"])


def table(rows: list[tuple[building.Job, dict[str, int]]]) -> None:
    print(f"{'':>16}" + "".join(f"{name:>9}" for name in rows[0][1]))
    for job, counts in rows:
        print(f"{job.house + ' ' + job.language:>16}" + "".join(f"{value:>9}" for value in counts.values()))


if __name__ == "__main__":
    main(sys.argv[1:] or ["interpol", "un", "un-geneva"])
