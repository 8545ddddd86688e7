"""`engross new`: a document to start from, in which every field is explained."""

import json
import re
from pathlib import Path

from engross.building import write
from engross.errors import Place, Problem, UsageError
from engross.model.letter import Form
from engross.sources.fields import NAME
from engross.sources.front_matter import schema
from engross.workspace import Workspace

_START = """---
# The document's permanent name: the name of this file.
id: {id}
# The language it was adopted in.
language: en
title: {title}
body: The Organization
acronym: ORG
meeting: Ministerial Meeting
place: Geneva
# Days are written year-month-day.
adopted: 2026-01-31
issued: 2026-01-31
# The symbol of the document, or the word none.
symbol: none
# Whose form it takes: un, un-geneva, interpol or a house of your own.
house: un
# Which paragraphs are what: the labels below.
narrative: [INTRO]
preamble: PP
operative: OP
---

INTRO: Write here how the text came about.

PP: *We, the Ministers,*

PP1: *Recalling* the first reason,

OP: *We, the Ministers, therefore,*

OP1: *Decide* the first thing,

OP2: *Request* the last thing.
"""

_LETTER = """---
# A letter of this form: letter-of-transmittal, note-verbale or letter.
form: {form}
# The letter's permanent name: the name of this file.
id: {id}
language: en
body: The Permanent Mission
# Whose letterhead it bears: mission, un, interpol or a house of your own.
house: mission
reference: REF/1
date: 2026-01-31
place: New York
# Who writes to whom, as the heading of a circulated letter names them.
sender: the Permanent Representative
recipient: the Secretary-General
# The addressee block, line by line; the text may print each line as {{addressee.title}}.
addressee:
  title: The Secretary-General
  organization: United Nations
{signed}# What it transmits: ids of documents, and the languages they go in.
# annexes: [my-declaration]
# languages: [en, fr]
---

{text}
"""
_SIGNED = "salutation: Excellency,\nsignatory: Name of who signs\nfunction: Permanent Representative\n"
_TEXTS = {
    Form.TRANSMITTAL: "TX1: I have the honour to transmit herewith … (see annex).",
    Form.LETTER: "TX1: I have the honour to …\n\nTX2: Please accept, Excellency, the assurances of my highest "
    "consideration.",
    Form.NOTE: "TX1: The Permanent Mission presents its compliments to {addressee.organization} and has the honour to "
    "…\n\nTX2: The Permanent Mission avails itself of this opportunity to renew to {addressee.organization} the "
    "assurances of its highest consideration.",
}


def start(workspace: Workspace, id: str, title: str, form: str = "") -> Path:
    """The path of a new content file; UsageError when the name will not do or is taken. Writes the schema beside it.

    With `form` it is a letter of that form.
    """
    path = workspace.root / "content" / f"{id}.md"
    if not re.fullmatch(NAME, id):
        raise UsageError(
            Problem(
                code="usage/name",
                text=f"{id!r} is not a valid document id",
                hint="use small letters, digits and hyphens: ministerial-declaration-2026",
            )
        )
    if path.exists():
        raise UsageError(
            Problem(
                code="usage/exists",
                place=Place(file=f"content/{id}.md"),
                text="is already there",
                hint="choose another name; nothing was changed",
            )
        )
    if form:
        write(path, _letter(id, Form(form)).encode())
    else:
        written = json.dumps(title or id.replace("-", " ").capitalize(), ensure_ascii=False)
        write(path, _START.format(id=id, title=written).encode())
    write(path.with_name("front-matter.schema.json"), json.dumps(schema(), indent=2).encode() + b"\n")
    return path


def _letter(id: str, form: Form) -> str:
    return _LETTER.format(id=id, form=form, signed="" if form is Form.NOTE else _SIGNED, text=_TEXTS[form])
