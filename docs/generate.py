"""Write docs/messages.md and docs/templates.md from the source: `python docs/generate.py [--check]`.

With --check nothing is written, and the exit code is 1 when a page is not what the source gives.
"""

import ast
import dataclasses
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
PACKAGE = DOCS.parent / "engross"
sys.path[:0] = [str(DOCS.parent), str(DOCS)]

from messages_source import ANY, Source  # noqa: E402

FAMILIES = {
    "usage": "The command",
    "content": "The document in `content/`",
    "translation": "Languages and translations",
    "house": "The house",
    "settings": "Settings files (`language.toml`, `house.toml`)",
    "fonts": "Fonts",
    "engine": "The typesetting engine",
    "fidelity": "The finished PDF against the text",
    "output": "Writing the file",
    "sign": "Signing",
    "verify": "Verifying",
    "addressees": "The table of addressees",
    "dispatch": "The dispatch",
}

PLAIN_EXITS = {
    "OK": "Everything asked for was done.",
    "UNEXPECTED": "engross met something it did not foresee; please report it.",
    "PREFLIGHT": "A file breaks a standard that it declares or was held to, or is damaged.",
    "UNJUDGED": "Nothing was found, but a validator that should have judged is absent or gave up.",
    "SIGNATURE": "A signature does not hold: the file is not what was signed.",
    "TRUST": "A signature holds, but its signer is not to be trusted: no anchor, expired, revoked.",
    "UNSIGNED": "A file bears no signature; nothing else was found amiss.",
    "INTERRUPTED": "You stopped it; what was finished is kept.",
}

VARIABLES = {
    "edition": "the edition to print: see Edition below",
    "languages": "the languages of the page by tag; a hole of a draft shows the original in its own language",
    "emblem": "the house's emblem as a `data:` address, for `<img src>`",
    "letterhead": 'the house\'s letterhead, of letters, as a `data:` address; ""',
    "pictures": "the pictures of the text by the name of their file, as `data:` addresses",
    "seconds": "the letters of running text that a second face sets",
    "qr": 'the document\'s own address as a QR code, a `data:` address; "" when it has none',
    "barcode": 'the job number as a Code 39 barcode, a `data:` address; "" when it has none',
}

ABOUT = {
    "Edition.document": "the document's id",
    "Edition.house": "the house: see House",
    "Edition.language": "the language: see Language",
    "Edition.status": "`original`, `official` or `courtesy`",
    "Edition.draft": "whether holes may be shown",
    "Edition.unset": "whether the words are as adopted, without typographic rules: never so for a page",
    "Edition.title": "the title",
    "Edition.theme": 'the theme, or ""',
    "Edition.body": "the organization or body, in full",
    "Edition.acronym": "its short name",
    "Edition.session": 'the session, or ""',
    "Edition.meeting": "the meeting that adopted the text",
    "Edition.number": 'the number of the resolution, before its title; ""',
    "Edition.organization": 'the organization of the masthead, where the house\'s word is not meant; ""',
    "Edition.distributed": 'the distribution line, where the house\'s word is not meant; ""',
    "Edition.agenda": 'the agenda item; ""',
    "Edition.item": 'its title; ""',
    "Edition.resolved": 'who adopted the text, and when; ""',
    "Edition.proposal": 'the line in brackets that says on whose proposal; ""',
    "Edition.expression": 'the line of the masthead that names the language of the document; ""',
    "Edition.council": 'the council or committee of the body that adopted the text; ""',
    "Edition.source": 'the line that says whose file the text was imported from; ""',
    "Edition.place": 'the place of adoption; ""',
    "Edition.adopted": 'the day of adoption as the language writes it; ""',
    "Edition.place_and_date": "place and day of adoption, as the language writes them",
    "Edition.distribution": "the language of the distribution block, which need not be the edition's own",
    "Edition.issued": "the day of issue, in the language of the distribution block",
    "Edition.symbol": 'the document symbol; "" when there is none',
    "Edition.address": 'where the document is published; ""',
    "Edition.job": 'the job number as the house prints it; ""',
    "Edition.issue_date": "the day of issue as 2026-01-31, for the file's metadata",
    "Edition.description": "a line for catalogues: the theme, else the meeting",
    "Edition.keywords": "the keywords in one line",
    "Edition.original": "the line that names the original language",
    "Edition.originated": 'that line where the document gives it in its own words; ""',
    "Edition.unissued": 'in the form of the United Nations, the notice on a text that it never issued; ""',
    "Edition.courtesy": 'the notice of a courtesy translation; "" on any other edition',
    "Edition.stamp": 'the word on every page of a draft; ""',
    "Edition.heading": "the line that opens the text",
    "Edition.lines": "the clauses at the top; each holds those under it",
    "Edition.whole": "words of this document that are never divided",
    "Edition.words": "the house's other form words by key: `edition.words.organization`",
    "Edition.letter": "a letter's own words: see Written; none for what is no letter",
    "Written.form": "`letter-of-transmittal`, `note-verbale` or `letter`",
    "Written.heading": "who wrote to whom, and when, in full",
    "Written.title": 'what is printed over the text; ""',
    "Written.reference": 'the reference number; ""',
    "Written.reference_line": 'the line that gives it; ""',
    "Written.dateline": "place and day",
    "Written.contact": 'the line under the name of the letterhead; ""',
    "Written.notice": 'a line over the letter; ""',
    "Written.classification": 'the classification mark; ""',
    "Written.block": "the lines of the addressee",
    "Written.salutation": 'the line that opens the text; ""',
    "Written.signed": "the words that say that the original is signed",
    "Written.signatory": 'who signs; ""',
    "Written.function": 'in which function; ""',
    "Written.initials": 'the word for the place of the initials; ""',
    "Written.seal": 'the word for the place of the seal; ""',
    "Written.enclosed": 'the word over the enclosures; ""',
    "Written.enclosures": "what goes with the letter, line by line",
    "Written.openings": "what opens each bound annex: see OpeningWords",
    "OpeningWords.id": "its id: the annex stands under it in the structure of the file",
    "OpeningWords.heading": "the heading of the annex",
    "OpeningWords.title": "the title of the annexed text",
    "OpeningWords.original": "the line that names the language it was adopted in",
    "House.seal": "what a note leaves for initials and seal: `room` or `words`",
    "House.letterhead": 'the path of a picture that stands for emblem and name on letters; ""',
    "Line.id": "the clause's permanent label",
    "Line.kind": "what it is: `operative`, `point`, `heading`, `table`, `note`, `annex` and so on",
    "Line.number": 'the number or mark as it is printed; "" for none',
    "Line.shape": "level of a heading, columns of a table: see Shape",
    "Line.cells": "the cells of a row: see Cell",
    "Cell.runs": "the words, in stretches",
    "Cell.columns": "how many columns it takes",
    "Cell.rows": "how many rows it takes",
    "Cell.align": "`start`, `center` or `end`",
    "Shape.number": "the number as the source prints it; none where it is made by rule",
    "Shape.level": "the level of a heading, 1 to 4; 0 for what is no heading",
    "Shape.columns": "the widths of a table's columns, one to another",
    "Shape.head": "how many rows of a table are repeated on each page",
    "Shape.cells": "columns, rows and alignment of each cell of a row",
    "Shape.picture": "the file of a figure",
    "Line.label": 'the label as it is printed; "" where the house prints none',
    "Line.runs": "the words, in stretches",
    "Line.language": 'the tag of the language when it is not the edition\'s own; ""',
    "Line.hole": 'what is amiss with the translation, in a draft; ""',
    "Line.children": "the clauses under this one",
    "Run.text": "the words",
    "Run.emphasis": "whether they are emphasized as official texts do it",
    "Run.strong": "whether they are bold",
    "Run.italic": "whether they are italic",
    "Run.struck": "whether they are struck through",
    "Run.position": '`sup`, `sub` or ""',
    "Run.link": 'the address they lead to; ""',
    "Run.language": 'the tag of their language when it is not that of the text around them; ""',
    "Run.figure": "the number of the figure that they are part of, where it has an order of its own; 0 for none",
    "Run.ltr": "the number of the left-to-right phrase in right-to-left text that they are part of; 0 for none",
    "Run.note": 'the label of the note called here, whose mark is the text; ""',
    "Language.tag": "the name of its folder",
    "Language.name": "its own name for itself",
    "Language.html": "its tag in HTML and in the PDF",
    "Language.direction": "`ltr` or `rtl`",
    "Language.script": "`latin`, `cyrillic`, `arabic` or `han`",
    "Language.hyphenation": 'the hyphenation dictionary; "" for none',
    "Language.emphasis": "`italic`, `bold` or `bold italic`",
    "Language.distribution": "the tag of the language of its distribution block",
    "Language.letters": "the series of letters in labels",
    "Language.date_pattern": "how day, month and year are put together",
    "Language.first_day": 'how the first day of a month is written when not 1; ""',
    "Language.months": "the twelve months",
    "Language.unbroken": "what no line divides, beside figures",
    "Language.quotes": "outer and inner quotation marks",
    "Language.list_marks": "the marks of the four levels of a list",
    "Language.paragraph_mark": "the number of the first paragraph",
    "Language.note_mark": "how the number of a note is written",
    "Language.whole": "words that are never divided",
    "Language.lines": "penalties for the lines of this language, by name (table `[lines]`)",
    "Language.rules": "the typographic rules",
    "House.id": "the name of its folder",
    "House.name": "its name",
    "House.about": "a line about it, with the source of its measures",
    "House.folders": "its own folder, then those of its parents",
    "House.abstract": "whether it is only a parent of other houses",
    "House.labels": "`printed` or `unprinted`",
    "House.emblem": "the path of its emblem",
    "House.faces": "the faces of each script: `body` and `display`",
    "House.words": "its form words by key, with their English",
    "House.issues": "what it issues: `documents`, `letters`",
    "House.omits": "the fields of the front matter that it openly does not print",
    "House.folio": "the form of its page number, which style sheets print as `var(--folio)`",
    "House.united_nations": "whether documents in its form are those of the United Nations",
    "House.series": "the series of symbols (before the first stroke) that are its own",
    "House.press": "how it has its texts printed: condition, profile, bleed and paper, all of `[press]`",
    "House.hyphens_in_a_row": "how many lines in a row may end with a hyphen",
    "House.engine_lines": "whether paragraphs may be left to the engine's own line rules: `allowed` or `refused`",
    "House.lines": "penalties for the lines of this house, by name (table `[lines]`)",
}


# Messages


def checks(source: Source) -> list[tuple[str, str, str]]:
    """(id, what it finds, why) of every check, from its module."""
    found = []
    for path, tree in source.modules.items():
        named = {
            line.targets[0].id: line.value.value
            for line in tree.body
            if isinstance(line, ast.Assign)
            and isinstance(line.targets[0], ast.Name)
            and isinstance(line.value, ast.Constant)
        }
        if path.parent.name == "checks" and "ID" in named:
            found.append((named["ID"], (ast.get_docstring(tree) or "").split("\n")[0], named["WHY"]))
    return sorted(found)


def exits(source: Source) -> list[tuple[int, str]]:
    """(exit code, what it means), from `errors.Exit` and the kinds of errors."""
    from engross import errors

    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]
    about = {kind.exit: str(kind.__doc__) for kind in kinds if kind is not errors.EngrossError}
    return [(int(code), about.get(code) or PLAIN_EXITS[code.name]) for code in errors.Exit]


def messages_page() -> str:
    """docs/messages.md."""
    source = Source(PACKAGE)
    said = source.messages()
    unknown = {message.code.split("/")[0] for message in said} - FAMILIES.keys()
    if unknown:
        raise SystemExit(f"docs/generate.py: name these families of messages in FAMILIES: {', '.join(sorted(unknown))}")
    out = [
        "# What engross says, and what to do",
        "",
        "This page is made from the source by `python docs/generate.py`: change the source, not the page.",
        f"The sign {ANY} stands for a name, a number or a piece of your text.",
        "Every message names a place first: file, line, column and clause, as far as they are known.",
        "The codes are shown by `--json`; they are permanent.",
        "",
        "## Exit codes",
        "",
        "| Code | Meaning |",
        "|---|---|",
        *(f"| {code} | {about} |" for code, about in exits(source)),
        "",
    ]
    for family, title in FAMILIES.items():
        out += [f"## {title}", ""]
        for code in dict.fromkeys(each.code for each in said if each.code.split("/")[0] == family):
            out += [f"### {code}", ""]
            for each in (one for one in said if one.code == code):
                out.append(f"- {_code(each.text)}")
                out += [f"  What to do: {_code(each.hint)}"] if each.hint else []
            out.append("")
    out += ["## Findings of `engross check`", "", "A finding is no error: a person looks at it and decides.", ""]
    for id, finds, why in checks(source):
        out += [f"### {id}", "", finds, f"Why: {why}.", ""]
    return "\n".join(out).rstrip() + "\n"


def _code(text: str) -> str:
    """The text as code; the grave accents of the message itself are kept."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


# Templates


def variables() -> list[str]:
    """The names a template is given, from the call that renders it."""
    tree = ast.parse((PACKAGE / "typesetting" / "html.py").read_text("utf-8"))
    calls = (each for each in ast.walk(tree) if isinstance(each, ast.Call))
    return [str(word.arg) for call in calls if getattr(call.func, "attr", "") == "render" for word in call.keywords]


def undescribed() -> list[str]:
    """Fields and variables that this file does not describe, and descriptions of what is no more."""
    fields = {f"{type.__name__}.{each.name}" for type in _types() for each in dataclasses.fields(type)}
    return sorted(fields ^ ABOUT.keys()) + sorted(set(variables()) ^ VARIABLES.keys())


def _types() -> tuple[type[Any], ...]:
    from engross.editing.edition import Edition
    from engross.editing.letter_words import OpeningWords, Written
    from engross.model import Cell, Line, Run, Shape
    from engross.sources.house import House
    from engross.sources.language import Language

    return Edition, Line, Run, Cell, Shape, Language, House, Written, OpeningWords


def templates_page() -> str:
    """docs/templates.md."""
    out = [
        "# What a template may use",
        "",
        "This page is made from the source by `python docs/generate.py`: change the source, not the page.",
        "A template is an HTML file of a house, in the notation of Jinja.",
        "It holds no words and no logic of a language: it prints what it is given.",
        "A name that does not exist is an error, never an empty place.",
        "",
        "## Variables",
        "",
        "| Name | What it is |",
        "|---|---|",
        *(f"| `{name}` | {VARIABLES.get(name, '')} |" for name in variables()),
        "",
    ]
    for type in _types():
        out += [f"## {type.__name__}", "", " ".join(str(type.__doc__).split()), "", "| Name | Type | What it is |"]
        out += ["|---|---|---|", *_rows(type), ""]
    return "\n".join(out).rstrip() + "\n"


def _rows(type: Any) -> Iterator[str]:
    for each in dataclasses.fields(type):
        yield f"| `{each.name}` | {_type(each.type)} | {ABOUT.get(f'{type.__name__}.{each.name}', '')} |"
    for name, value in vars(type).items():
        if isinstance(value, property):
            yield f"| `{name}` | {_type(value.fget.__annotations__['return'])} | {_first(value.fget)} |"
        elif callable(value) and value.__doc__ and not name.startswith("_"):
            names = [each for each in value.__annotations__ if each != "return"]
            yield f"| `{name}({', '.join(names)})` | {_type(value.__annotations__['return'])} | {_first(value)} |"


def _first(function: Any) -> str:
    said = str(function.__doc__).split("\n\n")[0]
    return " ".join(said.split()).rstrip(".").replace("|", "\\|")


def _type(type: Any) -> str:
    if isinstance(type, str):
        return f"`{type}`"
    if not hasattr(type, "__args__") and hasattr(type, "__name__"):
        return f"`{type.__name__}`" + (" (a word)" if issubclass(type, StrEnum) else "")
    said = str(type).replace("typing.", "").replace("collections.abc.", "")
    for part in (
        "engross.editing.edition.",
        "engross.model.",
        "engross.sources.house.",
        "engross.sources.language.",
        "engross.model.typography.",
        "engross.editing.letter_words.",
    ):
        said = said.replace(part, "")
    return f"`{said.replace('ForwardRef(', '').replace(')', '')}`".replace("'", "").replace("|", "\\|")


def pages() -> dict[Path, str]:
    """The generated pages and what they should say."""
    return {DOCS / "messages.md": messages_page(), DOCS / "templates.md": templates_page()}


def main(arguments: list[str]) -> int:
    """Exit code 1 when --check is asked and a page is stale; 0 otherwise."""
    stale = {path: text for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text}
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(DOCS.parent)} is stale: run `python docs/generate.py`", file=sys.stderr)
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(DOCS.parent)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
