"""The command line: what the user asks, what engross says, and the exit code."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engross import __version__, cli_files
from engross.errors import EngrossError, Exit, Problem, UsageError

EXAMPLES = """examples:
  engross new my-declaration            a document to start from, with everything explained
  engross build                         every edition of every document
  engross build my-declaration --language fr,ar --house un
  engross build --draft                 holes shown in the text, DRAFT on every page
  engross catalog update                new and changed clauses into every catalogue
  engross check                         what is wrong, without setting a page
  engross preflight FILE.pdf            what validators say of any PDF

exit codes:
  0 done   2 the command   3 a document   4 a translation   5 a house
  6 fonts   7 the engine   8 the PDF differs from the text   9 a file cannot be written
  10 a file breaks a standard   11 a validator is absent, so that nothing is known
"""


def parser() -> argparse.ArgumentParser:
    """The command line's grammar."""
    top = argparse.ArgumentParser(
        prog="engross",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=EXAMPLES,
        description="Turn one adopted text into every language edition of it, exactly as adopted.",
    )
    top.add_argument("--version", action="version", version=f"engross {__version__}")
    top.add_argument(
        "--workspace",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder that holds content/ and translations/ (default: this folder)",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _build_parser(commands)
    for name, about in (
        ("check", "find what is wrong with documents and translations; set nothing"),
        ("list", "show documents, languages and houses"),
    ):
        each = commands.add_parser(name, help=about, description=about)
        each.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids (default: all)")
        each.add_argument("--json", action="store_true", help="print JSON")
    new = commands.add_parser("new", help="make a document to start from", description="Make a document to start from.")
    new.add_argument("id", help="its permanent name: small letters, digits, hyphens")
    new.add_argument("--title", default="", help="its title")
    show = commands.add_parser("open", help="open an edition", description="Open the PDF of an edition.")
    show.add_argument("document", help="the document's id")
    show.add_argument("--language", default="", help="language (default: the original)")
    show.add_argument("--house", default="", help="house (default: the document's own)")
    catalog = commands.add_parser(
        "catalog", help="catalogues for translators", description="Catalogues for translators."
    )
    actions = catalog.add_subparsers(dest="action", metavar="ACTION", required=True)
    update = actions.add_parser("update", help="bring every catalogue to its source by clause id")
    update.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids (default: all)")
    update.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="also start a catalogue in this language"
    )
    cli_files.add_parsers(commands)
    commands.add_parser(
        "schema",
        help="print the JSON Schema of the front matter",
        description="Print the JSON Schema of the front matter, for editors that complete and check it.",
    )
    return top


def _build_parser(commands: Any) -> None:
    build = commands.add_parser(
        "build",
        help="set editions",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=EXAMPLES,
        description="Set the editions of documents. An edition whose inputs are unchanged is not set again.",
    )
    build.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids (default: all)")
    build.add_argument("--language", action="append", default=[], metavar="LANG[,LANG]", help="only these languages")
    build.add_argument(
        "--house",
        action="append",
        default=[],
        metavar="HOUSE[,HOUSE]",
        help="in the form of these houses (default: each document's own)",
    )
    build.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="OUTPUT[,OUTPUT]",
        help="what to make of each edition (default: record)",
    )
    build.add_argument("--draft", action="store_true", help="show holes in the text, stamp every page, other file name")
    build.add_argument("--locked", action="store_true", help="a font that differs from fonts.lock is an error")
    build.add_argument("--force", action="store_true", help="set unchanged editions again")
    build.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help="editions set at once (default: all processors)"
    )
    build.add_argument("--build-dir", type=Path, metavar="DIR", help="where editions go (default: build/)")
    build.add_argument("--json", action="store_true", help="print one JSON object at the end, nothing else")
    build.add_argument("--quiet", action="store_true", help="print problems only")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a run with these arguments (the process's own when None)."""
    asked = parser().parse_args(arguments)
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "build": _build,
        "check": _check,
        "list": _list,
        "new": _new,
        "open": _open,
        "catalog": _catalog,
        "schema": _schema,
        **cli_files.COMMANDS,
    }
    if not asked.command:
        parser().print_help()
        return Exit.OK
    try:
        return commands[asked.command](asked)
    except EngrossError as error:
        _say_problems(error.problems)
        return error.exit
    except KeyboardInterrupt:
        print("interrupted: what was finished is kept; the same command goes on from there", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OK


def _say_problems(problems: Sequence[Problem], word: str = "") -> None:
    for problem in problems:
        print(f"{word}{problem}", file=sys.stderr)


def _workspace(asked: argparse.Namespace, documents: bool = True) -> Any:
    """The workspace asked for; a folder without content/ is told what to do first."""
    from engross.workspace import Workspace

    workspace = Workspace(asked.workspace.resolve())
    if documents and not workspace.documents():
        raise UsageError(
            Problem(
                code="usage/empty",
                text="there is no document here yet (no content/*.md in this folder)",
                hint="`engross new my-declaration` makes one to start from; then `engross build` sets it",
            )
        )
    return workspace


def _split(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for value in values for part in value.split(",") if part)


def _build(asked: argparse.Namespace) -> int:
    from engross import building

    workspace = _workspace(asked)
    request = building.Request(
        documents=tuple(asked.documents),
        languages=_split(asked.language),
        houses=_split(asked.house),
        outputs=building.outputs(_split(asked.output)),
        draft=asked.draft,
        locked=asked.locked,
        force=asked.force,
        jobs=asked.jobs,
        build_dir=asked.build_dir.resolve() if asked.build_dir else None,
    )
    jobs, refused = building.plan(workspace, request)
    installed, warnings = building.prepare_fonts(workspace, request.locked)
    failures, results = list(refused), []
    for error in refused:
        _say_problems(error.problems)
    _say_problems(warnings, "warning: ")
    for number, result in enumerate(building.build(workspace, jobs, request, installed), 1):
        results.append(result)
        if result.failure:
            failures.append(result.failure)
        if not asked.json:
            _report(result, f"{number}/{len(jobs)}", asked.quiet)
    building.write_manifests(workspace, results)
    if asked.json:
        print(json.dumps(_summary(results, failures), ensure_ascii=False, indent=2))
    elif not asked.quiet:
        _sum_up(results, failures)
    return building.exit_of(failures)


def _report(result: Any, count: str, quiet: bool) -> None:
    """One line an edition; problems whole, on standard error."""
    if result.failure:
        print(f"[{count}] {result.job.name}: not made", file=sys.stderr)
        _say_problems(result.failure.problems)
    elif not quiet:
        count_of = result.entry["pages"]
        pages = f"{count_of} page" if count_of == 1 else f"{count_of} pages"
        said = f"{pages}, {result.seconds:.1f} s" if result.made else "unchanged"
        print(f"[{count}] {result.job.name}: {said}  {_shown(result.job.target)}", flush=True)


def _shown(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _sum_up(results: Sequence[Any], failures: Sequence[EngrossError]) -> None:
    made = sum(result.made and not result.failure for result in results)
    same = sum(not result.made for result in results)
    print(f"{made} set, {same} unchanged, {len(failures)} failed")


def _summary(results: Sequence[Any], failures: Sequence[EngrossError]) -> dict[str, Any]:
    return {
        "editions": [
            {
                "document": each.job.document,
                "house": each.job.house,
                "made": each.made,
                "path": str(each.job.target),
                "seconds": round(each.seconds, 3),
                **each.entry,
            }
            for each in results
            if not each.failure
        ],
        "problems": [_as_json(problem) for failure in failures for problem in failure.problems],
    }


def _as_json(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "clause": place.clause,
        "problem": problem.text,
        "hint": problem.hint,
    }


def _check(asked: argparse.Namespace) -> int:
    from engross import checks

    errors, findings = checks.examine(_workspace(asked), tuple(asked.documents))
    problems = [problem for error in errors for problem in error.problems]
    if asked.json:
        print(json.dumps([_as_json(problem) for problem in (*problems, *findings)], ensure_ascii=False, indent=2))
    else:
        _say_problems(problems)
        _say_problems(findings, "look at this: ")
        print(f"{len(problems)} to mend, {len(findings)} to look at")
    return errors[0].exit if errors else Exit.OK


def _list(asked: argparse.Namespace) -> int:
    workspace = _workspace(asked)
    rows = []
    for id in asked.documents or workspace.documents():
        document = workspace.document(id)
        editions = {tag: str(document.status(tag)) for tag in workspace.editions_of(document)}
        rows.append({"id": id, "title": document.title, "house": document.house, "editions": editions})
    houses = {id: workspace.house(id).about for id in workspace.houses() if not workspace.house(id).abstract}
    if asked.json:
        print(json.dumps({"documents": rows, "houses": houses}, ensure_ascii=False, indent=2))
        return Exit.OK
    for row in rows:
        print(f"{row['id']}  {row['title']}  (house {row['house']})")
        print("  " + ", ".join(f"{tag} {status}" for tag, status in row["editions"].items()))
    print("houses:")
    for id, about in houses.items():
        print(f"  {id}: {about}")
    return Exit.OK


def _new(asked: argparse.Namespace) -> int:
    from engross import starting

    path = starting.start(_workspace(asked, documents=False), asked.id, asked.title)
    print(f"made {_shown(path)}: write your text there, then run `engross build {asked.id}`")
    return Exit.OK


def _open(asked: argparse.Namespace) -> int:
    import webbrowser

    workspace = _workspace(asked)
    document = workspace.document(asked.document)
    tag, house = asked.language or document.language, asked.house or document.house
    path = workspace.root / "build" / document.id / house / f"{document.id}.{tag}.pdf"
    if not path.is_file():
        raise UsageError(
            Problem(
                code="usage/not-built",
                text=f"{_shown(path)} is not there yet",
                hint=f"engross build {document.id} --language {tag} --house {house}",
            )
        )
    print(_shown(path))
    webbrowser.open(path.as_uri())
    return Exit.OK


def _catalog(asked: argparse.Namespace) -> int:
    from engross import translating

    for update in translating.update(_workspace(asked), tuple(asked.documents), _split(asked.language)):
        report = update.report
        print(
            f"{update.file}: {len(report.kept)} kept, {len(report.changed)} changed, "
            f"{len(report.added)} new, {len(report.removed)} obsolete"
        )
        for word, ids in (("changed", report.changed), ("new", report.added), ("obsolete", report.removed)):
            if ids:
                print(f"  {word}: {', '.join(ids)}")
    return Exit.OK


def _schema(asked: argparse.Namespace) -> int:
    from engross import fields

    print(json.dumps(fields.schema(), ensure_ascii=False, indent=2))
    return Exit.OK
