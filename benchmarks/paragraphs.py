"""How paragraphs are set: lines, hyphens and gaps beside the plain engine and Typst, time, refusals, memory.

usage: python benchmarks/paragraphs.py [quality] [scripts] [time] [sample] [memory]

All without arguments. Texts come from the corpus beside the checkout (../shared/corpus) or in ENGROSS_CORPUS; Typst
is measured when its Python package is installed (pip install typst). Everything is read from the finished PDFs by
PDFium, in the same way for each program.
"""

import ctypes
import gc
import html
import os
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402
import pypdfium2.raw as raw  # noqa: E402

from engross import building  # noqa: E402
from engross.workspace import Workspace  # noqa: E402

CORPUS = Path(os.environ.get("ENGROSS_CORPUS", ROOT.parent / "shared" / "corpus"))
UDHR = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "arb", "zh": "cmn_hans"}
DOCUMENT = "interpol-2012-rome"
SIZE, LEAD = 10, 12
NORMAL, LOOSE = 0.25, 0.4  # em: the space of Liberation Serif; what counts as loose
OF_EACH = 12  # paragraphs of each resolution
FEW = 200_000.0  # demerits of a hyphen in the setting with few hyphens
HYPHENS = "\x02\ufffe\u00ad\u2010-"


def workspace() -> Workspace:
    found = Workspace(ROOT)
    building.prepare_fonts(found, False)
    return found


def paragraphs(text: str, least: int = 60) -> list[str]:
    """The paragraphs of an HTML or XML file that are longer than a line or so, as plain text."""
    found = re.findall(r"<p(?:\s[^>]*)?>(.*?)</p>", text, re.S)
    plain = (re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", each))).strip() for each in found)
    return [re.sub(r"^\d+\. ?", "", each) for each in plain if len(each) > least]


def udhr(tag: str) -> list[str]:
    return paragraphs((CORPUS / "udhr" / "html" / f"{UDHR[tag]}.html").read_text(encoding="utf-8"))


def resolutions(tag: str, count: int = 20) -> list[str]:
    """The first paragraphs of some resolutions of the General Assembly."""
    files = sorted((CORPUS / "un" / "ga" / tag).glob("*.xml"))[:count]
    return [each for file in files for each in paragraphs(file.read_text(encoding="utf-8"))[:OF_EACH]]


def declaration(tag: str) -> list[str]:
    place = Workspace(ROOT)
    job = building.Job(document=DOCUMENT, language=tag, house="un", draft=False, target=ROOT)
    lines = building.edition_of(place, job).walk()
    return [text for line in lines if len(text := "".join(run.text for run in line.runs)) > 60]


def page(texts: list[str], tag: str, mm: float, family: str = "Liberation Serif", size: float = SIZE) -> str:
    """One endless page of justified paragraphs."""
    lead = LEAD if size == SIZE else 1.6 * size
    css = f"""@page {{ size: {mm}mm 14000pt; margin: 20pt 0 }} body {{ margin: 0; font: {size}pt/{lead}pt "{family}" }}
    p {{ margin: 0 0 6pt; text-align: justify; hyphens: auto; hyphenate-character: "\\2010" }}"""
    direction = "rtl" if tag == "ar" else "ltr"
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    lang = "zh-Hans" if tag == "zh" else tag
    return f"<html lang={lang} dir={direction}><title>x</title><style>{css}</style><body>{body}"


def fonts():
    from engross.typesetting import pdf

    return pdf.font_configuration()


def stock(source: str) -> bytes:
    from weasyprint import HTML

    return HTML(string=source).write_pdf(font_config=fonts())


def ours(source: str, **penalties: float) -> bytes:
    return ours_and_setting(source, **penalties)[0]


def ours_and_setting(source: str, **penalties: float):
    from weasyprint import HTML

    from engross.typesetting.paragraphs import hook, rules
    from engross.typesetting.weasyprint import embedding, sparing

    place = Workspace(ROOT)
    languages = {tag: place.language(tag) for tag in UDHR}
    found = rules.rules_of(languages, place.house("un"))
    found.penalties = {tag: replace(each, **penalties) for tag, each in found.penalties.items()}
    with hook.setting_paragraphs(found) as setting, embedding.embedding(), sparing.passing_over():
        return HTML(string=source).write_pdf(font_config=fonts()), setting


def typst(texts: list[str], tag: str, mm: float) -> bytes | None:
    try:
        import typst as program
    except ImportError:
        return None
    folder = str(Path(os.environ["FONTCONFIG_FILE"]).parent / "faces")
    body = "\n\n".join(re.sub(r'([\\#$*_`<@=/~"\'\[\]+\-.])', r"\\\1", text) for text in texts)
    source = f"""#set page(width: {mm}mm, height: auto, margin: (x: 0mm, y: 20pt))
#set text(font: "Liberation Serif", size: {SIZE}pt, lang: "{tag}", hyphenate: true)
#set par(justify: true, linebreaks: "optimized")
{body}"""
    return program.compile(source.encode(), font_paths=[folder], ignore_system_fonts=True)


@dataclass
class Line:
    """One line of a PDF: the gaps at its spaces (pt), its edges, and whether a hyphen ends it."""

    gaps: list[float]
    left: float
    right: float
    hyphen: bool


def lines_of(data: bytes) -> Iterator[Line]:
    """The lines of a PDF, from the places of its letters."""
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for sheet in pypdfium2.PdfDocument(data):
        text, found = sheet.get_textpage(), {}
        for index in range(raw.FPDFText_CountChars(text)):
            said = chr(raw.FPDFText_GetUnicode(text, index))
            if said in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            raw.FPDFText_GetLooseCharBox(text, index, box)
            found.setdefault(round(y.value), []).append((x.value, said, box.right))
        for letters in found.values():
            yield _line(sorted(letters))


def _line(letters: list[tuple[float, str, float]]) -> Line:
    while letters and letters[-1][1].isspace():
        letters.pop()
    triples = zip(letters, letters[1:], letters[2:], strict=False)
    gaps = [after[0] - before[2] for before, space, after in triples if space[1] in " \u00a0"]
    return Line(gaps, letters[0][0], letters[-1][2], letters[-1][1] in HYPHENS)


def quality_of(data: bytes, mm: float) -> str:
    """Lines, hyphens, most hyphens in a row, widest gap (em), lines looser than .4 em: of flush lines alone."""
    edge = mm * 72 / 25.4
    lines = list(lines_of(data))
    hyphens = rows = row = loose = 0
    worst = 0.0
    for line in lines:
        row = row + 1 if line.hyphen else 0
        hyphens, rows = hyphens + line.hyphen, max(rows, row)
        if line.gaps and line.right > edge - 8:
            gap = statistics.fmean(line.gaps) / SIZE
            worst, loose = max(worst, gap), loose + (gap > LOOSE)
    return f"{len(lines):6} {hyphens:5} {rows:4} {worst:7.3f} {loose:6}"


def quality() -> None:
    print(f"Liberation Serif {SIZE}/{LEAD}: lines, hyphens, most in a row, widest gap (em), lines over {LOOSE} em")
    for name, texts_of in (("UDHR", udhr), ("declaration", declaration), ("20 resolutions", resolutions)):
        for mm in (120, 75):
            for tag in ("en", "fr", "es", "ru"):
                texts = texts_of(tag)
                source = page(texts, tag, mm)
                arms: dict[str, bytes | None] = {
                    "stock": stock(source),
                    "Typst": typst(texts, tag, mm),
                    "engross": ours(source),
                    "engross, few hyphens": ours(source, hyphen=FEW),
                }
                for arm, data in arms.items():
                    if data:
                        print(f"{name:15} {mm:4} mm {tag}  {arm:21}{quality_of(data, mm)}")


def scripts() -> None:
    """Arabic: what is added to spaces; Chinese: how far lines miss the edge."""
    print("Arabic, Amiri 12, 75 mm, UDHR: mean, deviation, widest gap (em), lines wider than .5 em of all flush lines")
    source = page(udhr("ar"), "ar", 75, "Amiri", 12)
    for arm, data in (("stock", stock(source)), ("no kashida", ours(source, kashida=0)), ("engross", ours(source))):
        gaps = [statistics.fmean(line.gaps) / 12 for line in lines_of(data) if line.gaps and line.left < 3]
        wide = sum(gap > 0.5 for gap in gaps)
        mean, off = statistics.fmean(gaps), statistics.pstdev(gaps)
        print(f"  {arm:12} {mean:.3f} {off:.3f} {max(gaps):.3f} {wide:4} of {len(gaps)}")
    print("Chinese, Noto Serif CJK SC 10, UDHR: lines that miss the right edge by more than 1 pt, and the farthest")
    for ems in (26, 25.6, 20.3):
        mm = ems * 10 * 25.4 / 72
        source = page(udhr("zh"), "zh", mm, "Noto Serif CJK SC")
        for arm, data in (("stock", stock(source)), ("engross", ours(source))):
            missed = missing(data, ems * 10)
            far = [each for each in missed if each > 1]
            print(f"  {ems:5} em {arm:8} {len(far):4} of {len(missed)}, at most {max(missed, default=0):.2f} pt")


def missing(data: bytes, edge: float) -> list[float]:
    """By how much each line but the last of a paragraph misses the edge; a mark's empty half is no miss."""
    found = []
    for sheet in pypdfium2.PdfDocument(data):
        text, rows = sheet.get_textpage(), {}
        x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        for index in range(raw.FPDFText_CountChars(text)):
            said = chr(raw.FPDFText_GetUnicode(text, index))
            if not said.isspace():
                raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
                raw.FPDFText_GetLooseCharBox(text, index, box)
                rows.setdefault(round(y.value, 1), []).append((x.value, box.right, said))
        heights = sorted(rows, reverse=True)
        for this, following in zip(heights, heights[1:], strict=False):
            if this - following < 12.5:  # the next paragraph stands 6 pt further off
                _, right, said = max(rows[this])
                half = 5 if said in "，。、；：）》”’" else 0
                found.append(min(abs(edge - right), abs(edge - right + half)))
    return found


def cpu(action: Callable[[str], bytes], source: str) -> float:
    gc.collect()
    gc.disable()
    started = time.process_time()
    action(source)
    spent = time.process_time() - started
    gc.enable()
    return spent


def times(rounds: int = 5) -> None:
    print(f"warm CPU time, engross / stock, one font configuration for both, median of {rounds} interleaved rounds")
    found: dict[str, str] = {}
    for tag in UDHR:
        family, size = {"ar": ("Amiri", 12), "zh": ("Noto Serif CJK SC", 10)}.get(tag, ("Liberation Serif", 10))
        found[f"UDHR {tag}"] = a4(page(udhr(tag), tag, 120, family, size))
    texts = declaration("en")
    found["declaration"] = a4(page(texts, "en", 120))
    long = resolutions("en", 60)
    found["50 pages"] = a4(page(_repeated(long, 50), "en", 120))
    found["200 pages"] = a4(page(_repeated(long, 200), "en", 120))
    total_one = total_other = 0.0
    for name, source in found.items():
        turns = 2 if name == "200 pages" else rounds
        stock(source), ours(source)
        pairs = [(cpu(ours, source), cpu(stock, source)) for _ in range(turns)]
        one, other = (statistics.median(each) for each in zip(*pairs, strict=True))
        total_one, total_other = total_one + one, total_other + other
        print(f"  {name:12} {one / other:.2f}  ({other * 1000:.0f} -> {one * 1000:.0f} ms)")
    print(f"  {'together':12} {total_one / total_other:.2f}")


def a4(source: str) -> str:
    return re.sub(r"size: [\d.]+mm 14000pt; margin: 20pt 0", "size: 170mm 240mm; margin: 20mm 25mm", source)


def _repeated(texts: list[str], pages: int) -> list[str]:
    """So many of the texts, over and over, that they fill about so many pages."""
    wanted, found, length = pages * 3300, [], 0
    while length < wanted:
        text = texts[len(found) % len(texts)]
        found.append(text)
        length += len(text) + 60
    return found


def sample() -> None:
    """Every resolution of the corpus: what is refused and why; and whether the PDF says every letter."""
    print("resolutions of the corpus: files, paragraphs built, paragraphs refused, PDFs that do not say every letter")
    for tag in UDHR:
        family, size = {"ar": ("Amiri", 12), "zh": ("Noto Serif CJK SC", 10)}.get(tag, ("Liberation Serif", 10))
        refused, built, wrong, files = Counter(), 0, [], 0
        for file in sorted((CORPUS / "un").glob(f"*/{tag}/*.xml"))[:: int(os.environ.get("EVERY", "1"))]:
            texts = paragraphs(file.read_text(encoding="utf-8"), 0)
            if not texts:
                continue
            data, setting = ours_and_setting(a4(page(texts, tag, 120, family, size)))
            refused.update(setting.refused)
            built, files = built + setting.built, files + 1
            if letters("".join(texts)) != letters(said_by(data)):
                wrong.append(file.name)
        print(f"  {tag} {files:4} {built:6} {dict(refused)} {len(wrong):4} {' '.join(wrong[:8])}", flush=True)


def said_by(data: bytes) -> str:
    return "".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(data))


def letters(text: str) -> Counter[str]:
    """How often each letter occurs; no white space, hyphens or format characters; brackets of both sides are one."""
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans(")]}»›", "([{«‹"))
    return Counter(re.sub("[\\s\x02\ufffe\u00ad\u2010\u200b-\u200f\u2060\u202a-\u202e\\-]", "", text))


def memory(documents: int = 1000) -> None:
    """The peak of memory after each quarter of a run over many documents (MiB)."""
    source = a4(page(declaration("en"), "en", 120))
    peaks = []
    for number in range(1, documents + 1):
        ours(source.replace("Declaration", f"Declaration {number}"))
        if number % (documents // 4) == 0:
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    print(f"peak memory after each quarter of {documents} documents: {', '.join(map(str, peaks))} MiB")


PARTS = {"quality": quality, "scripts": scripts, "time": times, "sample": sample, "memory": memory}

if __name__ == "__main__":
    if not CORPUS.is_dir():
        sys.exit(f"the corpus is not at {CORPUS}: set ENGROSS_CORPUS")
    workspace()
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
