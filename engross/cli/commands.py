"""The commands that set no page: check, list, new, open, catalog, schema."""

import argparse

from engross.cli.asking import as_json, print_json, say_problems, shown, split, workspace_of
from engross.errors import Exit, Problem, UsageError
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
        print(f"{len(problems)} to mend, {len(findings)} to look at")
    return errors[0].exit if errors else Exit.OK


def list_(asked: argparse.Namespace) -> int:
    """The exit code of `list`."""
    workspace = workspace_of(asked, documents=bool(asked.documents))
    rows = []
    for id in asked.documents or workspace.contents():
        document = workspace.document(id)
        editions = {tag: str(document.status(tag)) for tag in workspace.editions_of(document)}
        form = str(document.letter.form) if document.letter else ""
        rows.append({"id": id, "title": document.title, "form": form, "house": document.house, "editions": editions})
    houses = {id: workspace.house(id).about for id in workspace.houses() if not workspace.house(id).abstract}
    if asked.json:
        print_json({"documents": rows, "houses": houses})
        return Exit.OK
    for row in rows:
        named = "  ".join(escaped(str(row[key])) for key in ("id", "form", "title") if row[key])
        print(f"{named}  (house {escaped(row['house'])})")
        print("  " + escaped(", ".join(f"{tag} {status}" for tag, status in row["editions"].items())))
    if not rows:
        print("no document yet: `engross new my-declaration` makes one; its `house` is one of those below")
    print("houses:")
    for id, about in houses.items():
        print(f"  {escaped(f'{id}: {about}')}")
    return Exit.OK


def new(asked: argparse.Namespace) -> int:
    """The exit code of `new`."""
    from engross import starting

    path = starting.start(workspace_of(asked, documents=False), asked.id, asked.title, asked.form)
    print(f"made {shown(path)}: write your text there, then run `engross build {asked.id}`")
    return Exit.OK


def open_(asked: argparse.Namespace) -> int:
    """The exit code of `open`."""
    import webbrowser

    workspace = workspace_of(asked)
    document = workspace.document(asked.document)
    tag, house = asked.language or document.language, asked.house or document.house
    path = workspace.root / "build" / document.id / house / f"{document.id}.{tag}.pdf"
    if not path.is_file():
        raise UsageError(
            Problem(
                code="usage/not-built",
                text=f"{shown(path)} is not there yet",
                hint=f"engross build {document.id} --language {tag} --house {house}",
            )
        )
    print(shown(path))
    webbrowser.open(path.as_uri())
    return Exit.OK


def catalog(asked: argparse.Namespace) -> int:
    """The exit code of `catalog update`."""
    from engross import translating

    for update in translating.update(workspace_of(asked), tuple(asked.documents), split(asked.language)):
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
    from engross import frontmatter

    print_json(frontmatter.schema())
    return Exit.OK
