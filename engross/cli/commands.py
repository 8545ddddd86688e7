"""The commands that set no page: check, list, new, open, catalog, schema."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from engross.cli.asking import as_json, print_json, say_problems, shown, split, workspace_of
from engross.errors import Exit, OutOfDateError, Problem, UsageError
from engross.terminal import escaped


def check(asked: argparse.Namespace) -> int:
    """The exit code of `check`."""
    from engross import checks

    errors, findings = checks.examine(workspace_of(asked), tuple(asked.documents))
    problems = [problem for error in errors for problem in error.problems]
    if asked.json:
        print_json([as_json(problem) for problem in (*problems, *findings)])
    else:
        say_problems(problems)
        say_problems(findings, "look at this: ")
        print(f"{len(problems)} errors, {len(findings)} warnings")
    return errors[0].exit if errors else Exit.OK


def list_(asked: argparse.Namespace) -> int:
    """The exit code of `list`."""
    from engross.building import outdated

    workspace = workspace_of(asked, documents=bool(asked.documents))
    rows = []
    for id in asked.documents or workspace.contents():
        document = workspace.document(id)
        editions = {tag: str(document.status(tag)) for tag in workspace.editions_of(document)}
        form = str(document.letter.form) if document.letter else ""
        rows.append(
            {
                "id": id,
                "title": document.title,
                "form": form,
                "house": document.house,
                "editions": editions,
                "out_of_date": outdated.of_document(workspace, id),
            }
        )
    houses = {id: workspace.house(id).about for id in workspace.houses() if not workspace.house(id).abstract}
    if asked.json:
        said = [row | {"out_of_date": list(map(_as_json, row["out_of_date"]))} for row in rows]
        print_json({"documents": said, "houses": houses})
        return Exit.OK
    for row in rows:
        _print_row(row)
    if not rows:
        print("no document yet: `engross new my-declaration` makes one; its `house` is one of those below")
    print("houses:")
    for id, about in houses.items():
        print(f"  {escaped(f'{id}: {about}')}")
    return Exit.OK


def _print_row(row: dict[str, Any]) -> None:
    """Print a document with its editions, and the files of it that are out of date."""
    named = "  ".join(escaped(str(row[key])) for key in ("id", "form", "title") if row[key])
    print(f"{named}  (house {escaped(row['house'])})")
    old = {each.language for each in row["out_of_date"] if each.house == row["house"] and not each.draft}
    print("  " + escaped(", ".join(f"{tag} {status}{_dated(tag in old)}" for tag, status in row["editions"].items())))
    for each in row["out_of_date"]:
        print(f"  out of date: {shown(each.path)} ({escaped(', '.join(each.changed))} changed after it was made)")


def _dated(old: bool) -> str:
    return " (OUT OF DATE)" if old else ""


def _as_json(old: Any) -> dict[str, Any]:
    named = {"path": shown(old.path), "language": old.language, "house": old.house}
    return {**named, "draft": old.draft, "changed": list(old.changed)}


def new(asked: argparse.Namespace) -> int:
    """The exit code of `new`."""
    from engross.building import new_document

    path = new_document.start(workspace_of(asked, documents=False), asked.id, asked.title, asked.form)
    print(f"made {shown(path)}: write your text there, then run `engross build {asked.id}`")
    return Exit.OK


def open_(asked: argparse.Namespace) -> int:
    """The exit code of `open`; OutOfDateError where the text of the file has changed, unless `--old` asks for it."""
    import webbrowser

    from engross.building import outdated

    workspace = workspace_of(asked)
    id = asked.document
    workspace.content_path(id)
    tag, house = _asked_for(asked, workspace)
    folder = workspace.root / "build" / id / house
    path = folder / f"{id}.{tag}{'.DRAFT' if asked.draft else ''}.pdf"
    old = next((each for each in outdated.of_document(workspace, id) if _is(each, path)), None)
    if old and not asked.old:
        raise OutOfDateError(replace(old.problem, hint=_see_it(asked, old)))
    path = old.path if old else path
    if not path.is_file():
        raise UsageError(_not_built(path, id, tag, house, asked.draft))
    if old:
        say_problems([old.problem], "look at this: ")
    print(shown(path))
    if not webbrowser.open(path.as_uri()):
        print("no program to show it was found: open the file yourself", file=sys.stderr)
    return Exit.OK


def _asked_for(asked: argparse.Namespace, workspace: Any) -> tuple[str, str]:
    """Language and house: as asked, else the document's own."""
    if asked.language and asked.house:
        return asked.language, asked.house
    document = workspace.document(asked.document)
    return asked.language or document.language, asked.house or document.house


def _is(old: Any, path: Path) -> bool:
    """Whether a file that is out of date is the one of this path, or was."""
    return bool(path.name == old.name and path.parent == old.path.parent)


def _see_it(asked: argparse.Namespace, old: Any) -> str:
    return f"{old.problem.hint}; to look at the old file all the same: engross open {asked.document} … --old"


def _not_built(path: Path, id: str, tag: str, house: str, draft: bool) -> Problem:
    there = ", ".join(shown(each) for each in sorted(path.parent.parent.glob("*/*.pdf")))
    draft_too = " --draft" if draft else ""
    return Problem(
        code="usage/not-built",
        text=f"{shown(path)} is not there yet" + (f"; there are: {there}" if there else ""),
        hint=f"engross build {id} --language {tag} --house {house}{draft_too}",
    )


def catalog(asked: argparse.Namespace) -> int:
    """The exit code of `catalog update`."""
    from engross.building import update_catalogues

    for update in update_catalogues.update(workspace_of(asked), tuple(asked.documents), split(asked.language)):
        report = update.report
        print(
            f"{escaped(update.file)}: {len(report.kept)} kept, {len(report.changed)} changed, "
            f"{len(report.added)} new, {len(report.removed)} obsolete"
        )
        for word, ids in (("changed", report.changed), ("new", report.added), ("obsolete", report.removed)):
            if ids:
                print(f"  {word}: {escaped(', '.join(ids))}")
    return Exit.OK


def schema(asked: argparse.Namespace) -> int:
    """The exit code of `schema`."""
    from engross.sources import front_matter

    print_json(front_matter.schema())
    return Exit.OK
