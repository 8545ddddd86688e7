"""`engross new`: a document to start from, in which every field is explained."""

import json
import re
from pathlib import Path

from engross.building import write
from engross.errors import Place, Problem, UsageError
from engross.fields import NAME, schema
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


def start(workspace: Workspace, id: str, title: str) -> Path:
    """The path of a new content file; UsageError when the name will not do or is taken. Writes the schema beside it."""
    path = workspace.root / "content" / f"{id}.md"
    if not re.fullmatch(NAME, id):
        raise UsageError(
            Problem(
                code="usage/name",
                text=f"{id!r} will not do as a name",
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
    written = json.dumps(title or id.replace("-", " ").capitalize(), ensure_ascii=False)
    write(path, _START.format(id=id, title=written).encode())
    write(path.with_name("front-matter.schema.json"), json.dumps(schema(), indent=2).encode() + b"\n")
    return path
