"""An edition as HTML: the house's templates print it; they hold no words and no logic of a language."""

import io
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import jinja2
import segno
from barcode.codex import Code39

from engross.editing.edition import Edition
from engross.errors import HouseError, Place, Problem
from engross.model import Kind, Line, Run
from engross.model.assets import Assets, data_url
from engross.model.bidi import leftward
from engross.model.folios import Folio
from engross.sources.house import House
from engross.sources.language import Language
from engross.typesetting.keeping import kept
from engross.typesetting.templating import Templates, limited


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The HTML of an edition and the style sheets (file name, CSS) to set it with, parents first."""

    html: str
    styles: tuple[tuple[str, str], ...]


def page(
    edition: Edition,
    assets: Assets,
    languages: dict[str, Language],
    pictures: dict[str, str] | None = None,
    seconds: frozenset[str] = frozenset(),
) -> Page:
    """The page of an edition; HouseError naming template and line when a template is at fault.

    `pictures` holds the figures of the text by file name, as data: URLs; `seconds` are the letters that a second face
    sets.
    """
    environment = _environment(tuple(assets.templates.items()))
    template = "letter.html" if edition.letter else "document.html"
    try:
        html = limited(
            lambda: environment.get_template(template).render(
                edition=edition,
                languages=languages,
                emblem=assets.emblem,
                letterhead=assets.letterhead,
                qr=qr(edition.address),
                barcode=barcode(edition.job),
                pictures=pictures or {},
                seconds=seconds,
            )
        )
    except jinja2.TemplateSyntaxError as error:
        raise HouseError(_problem(assets, error.name or template, error.lineno, str(error))) from None
    except jinja2.TemplateNotFound as error:
        raise HouseError(_problem(assets, template, 0, f"there is no template {error.name!r}")) from None
    except Exception as error:  # a template may do whatever its expressions do: divide by nothing, call itself
        name, line = _template_line(error)
        said = str(error) if isinstance(error, (jinja2.TemplateError, AttributeError, TypeError)) else repr(error)
        raise HouseError(_problem(assets, name, line, said)) from None
    root = ("faces", face_styles(edition.house, edition.language))
    styles = assets.letter_styles if edition.letter else assets.styles
    return Page(html=html, styles=(root, *styles))


@cache
def _environment(templates: tuple[tuple[str, str], ...]) -> Templates:
    """A house's templates, compiled once a process."""
    environment = Templates(dict(templates))
    environment.filters |= {"gathered": gathered, "phrased": phrased, "kept": kept, "faced": faced}
    environment.tests["leftward"] = leftward
    environment.tests["group"] = group_of_vote
    return environment


def gathered(lines: tuple[Line, ...]) -> list[tuple[bool, list[Line]]]:
    """The lines in order, those of one list together: (whether they are points, lines)."""
    return [(points, list(group)) for points, group in groupby(lines, lambda line: line.kind is Kind.POINT)]


def group_of_vote(line: Line) -> bool:
    """Whether a closing line says who voted how: the group on a line of its own, the States under it."""
    first = line.runs[0] if line.runs else None
    return line.kind is Kind.CLOSING and bool(first and (first.emphasis or first.italic)) and "\n" in line.text


def faced(text: str, seconds: frozenset[str]) -> list[tuple[bool, str]]:
    """The text in order, the letters that a second face sets apart: (whether it does, letters).

    >>> faced("что\u0301 (\u2e3a)", frozenset({"о\u0301", "\u2e3a"}))
    [(False, 'чт'), (True, 'о́'), (False, ' ('), (True, '⸺'), (False, ')')]
    """
    if not seconds:
        return [(False, text)]
    letters = re.findall(r".[\u0300-\u036f]*", text, re.S)
    grouped = groupby(letters, lambda letter: unicodedata.normalize("NFC", letter) in seconds)
    return [(second, "".join(group)) for second, group in grouped]


def phrased(runs: tuple[Run, ...]) -> list[tuple[bool, list[Run]]]:
    """The runs in order, those of a left-to-right phrase together: (whether they are one, runs)."""
    return [(bool(phrase), list(group)) for phrase, group in groupby(runs, lambda run: run.ltr)]


def _problem(assets: Assets, name: str, line: int, text: str) -> Problem:
    return Problem(
        code="house/template",
        place=Place(file=assets.files.get(name, name), line=line),
        text=text,
        hint="docs/templates.md lists what a template may use",
    )


def _template_line(error: BaseException) -> tuple[str, int]:
    """Template name and line where an error arose: the last frame that is a template's."""
    name, line, trace = "document.html", 0, error.__traceback__
    while trace:
        found = trace.tb_frame.f_globals.get("__jinja_template__") or trace.tb_frame.f_globals.get("name")
        if "__jinja_template__" in trace.tb_frame.f_globals or trace.tb_frame.f_code.co_filename == "<template>":
            name, line = str(found or name), trace.tb_lineno
        trace = trace.tb_next
    return name, line


def face_styles(house: House, language: Language) -> str:
    """The CSS that gives each script its faces, and the root those of the edition's language.

    Beside them the side at which the rule over the notes begins: a page knows nothing of the text's direction.
    Names are written as CSS strings: a family name can hold no code.
    """
    rules = [f":root {{ {_variables(house, language.script)} }}"]
    rules += [
        f".script-{script} {{ {_variables(house, script)} font-family: var(--body); }}"
        for script in sorted(house.faces)
    ]
    rules.append(folio_style(house.folio))
    rules += [
        f".script-{script} .second {{ font-family: {_string(face.second)}, var(--body); }}"
        for script, face in sorted(house.faces.items())
        if face.second
    ]
    side = "right" if language.direction == "rtl" else "left"
    rules.append(f"@page {{ @footnote {{ background-position: {side} top; }} }}")
    return "\n".join(rules)


def folio_style(folio: Folio, total: int = 0) -> str:
    """The CSS that says how the page number is printed: style sheets print it as `content: var(--folio)`.

    `total` stands in the place of the number of pages, where the page is part of a longer file.
    """
    return f":root {{ --folio: {folio.css(total)}; }}"


def _variables(house: House, script: str) -> str:
    face = house.faces[script]
    return f"--body: {_string(face.body)}; --display: {_string(face.display)};"


def _string(name: str) -> str:
    return '"' + "".join(c for c in name if c.isalnum() or c in " -_") + '"'


def qr(address: str) -> str:
    """The document's own address as a QR code (level M), a data: URL; "" when it has none."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return data_url("image/svg+xml", out.getvalue())


def barcode(job: str) -> str:
    """The digits of a job number, as in `21-02065 (E)`, as a Code 39 barcode, a data: URL; "" when there are none.

    One unit wide is the thinnest bar, 17 units are the height; no check character (house rules 1.3: `*2102065*`).
    """
    digits = "".join(each for each in job.partition("(")[0] if each in "0123456789")
    if not digits:
        return ""
    (modules,) = Code39(digits, add_checksum=False).build()
    bars = "".join(f"M{at.start()} 0h{len(at[0])}v17h-{len(at[0])}z" for at in re.finditer("1+", modules))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(modules)} 17" width="{len(modules)}" height="17">'
    return data_url("image/svg+xml", f'{svg}<path d="{bars}"/></svg>'.encode())
