"""The command line's grammar: commands, options, and what help says of them."""

import argparse
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from engross import __version__
from engross.cli import dispatch, export, files, importing, signing, verifying
from engross.model.letter import Attached, Form, Numbering
from engross.typesetting.outputs import DEFAULT, OUTPUTS

EXAMPLES = """examples:
  engross new my-declaration            a document to start from, with everything explained
  engross build                         every edition of every document
  engross build my-declaration --language fr,ar --house un
  engross build record/                 every .xml file of a folder, however many
  engross build LETTER --with en,ar     a letter with its annex bound to it, in two languages
  engross build --draft                 holes shown in the text, DRAFT on every page
  engross catalog update                new and changed clauses into every catalogue
  engross import akn record/            published resolutions, all languages of each together
  engross check                         what is wrong, without setting a page
  engross export akn                    every edition as an Akoma Ntoso file
  engross dispatch my-letter --to addressees.csv   one letter to many
  engross preflight FILE.pdf            what validators say of any PDF
  engross sign FILE.pdf --pkcs12 ME.p12 a signature on a finished file
  engross verify FILE.pdf               who signed it, and whether it is still what the workspace says

exit codes:
  0 done   2 the command   3 a document   4 a translation   5 a house
  6 fonts   7 the engine   8 the PDF differs from the text   9 a file cannot be written
  10 a file breaks a standard   11 a validator is absent, so that nothing is known
  20 nothing could be signed with that key   21 a signature does not hold
  22 a signer is not trusted   23 not signed
"""


_CHOICE = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")


class Grammar(argparse.ArgumentParser):
    """A grammar that knows what a misspelt word was meant to be."""

    def error(self, message: str) -> NoReturn:
        """Ends the process with code 2 and the message; of a word like one that is known, with that one."""
        found = _CHOICE.search(message)
        near = get_close_matches(found[1], re.findall(r"[\w-]+", found[2]), 1) if found else []
        super().error(f"there is no {found[1]!r}: did you mean {near[0]!r}?" if found and near else message)


def parser() -> argparse.ArgumentParser:
    """The grammar."""
    top = Grammar(
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
    for add in (
        _build,
        _looking,
        _new,
        _open,
        _catalog,
        importing.add_parser,
        files.add_parsers,
        export.add_parsers,
        signing.add_parser,
        verifying.add_parser,
        dispatch.add_parsers,
        _schema,
    ):
        add(commands)
    return top


def _build(commands: Any) -> None:
    build = commands.add_parser(
        "build",
        help="set editions",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=EXAMPLES,
        description="Set the editions of documents. An edition whose inputs are unchanged is not set again.",
    )
    build.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="ids, .xml files, folders of .xml files (default: all ids)"
    )
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
        help=f"what to make of each edition: {', '.join(OUTPUTS)} (default: {DEFAULT})",
    )
    _letters(build.add_argument_group("letters"))
    build.add_argument("--draft", action="store_true", help="show holes in the text, stamp every page, other file name")
    build.add_argument("--locked", action="store_true", help="a font that differs from fonts.lock is an error")
    build.add_argument("--force", action="store_true", help="set unchanged editions again")
    build.add_argument("--build-dir", type=Path, metavar="DIR", help="where editions go (default: build/)")
    build.add_argument("--json", action="store_true", help="print one JSON object at the end, nothing else")
    build.add_argument("--quiet", action="store_true", help="print problems only")
    _many(build.add_argument_group("many editions"))


def _letters(build: Any) -> None:
    build.add_argument(
        "--with",
        dest="enclosed",
        action="append",
        default=[],
        metavar="LANG[,LANG]",
        help="the languages in which its annexes go with a letter (default: as the letter says, else its own)",
    )
    build.add_argument(
        "--annex", choices=list(map(str, Attached)), default=None, help="how they go with it (default: as it says)"
    )
    build.add_argument(
        "--numbering", choices=list(map(str, Numbering)), default=None, help="whose page numbers bound annexes bear"
    )


def _many(build: Any) -> None:
    build.add_argument(
        "--jobs", type=_count, default=0, metavar="N", help="editions built at once (default: all processors)"
    )
    build.add_argument(
        "--recycle", type=_count, default=200, metavar="N", help="editions a process sets before it is replaced (200)"
    )
    build.add_argument(
        "--memory", type=_count, default=600, metavar="MIB", help="memory above which a process is replaced (600)"
    )
    build.add_argument(
        "--time-limit", type=_count, default=1800, metavar="SECONDS", help="an edition that takes longer fails (1800)"
    )
    build.add_argument(
        "--executor", choices=("local", "dask"), default="local", help="where editions are set (default: local)"
    )
    build.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="the Dask scheduler, such as tcp://10.0.0.1:8786"
    )


def _looking(commands: Any) -> None:
    for name, about in (
        ("check", "find what is wrong with documents and translations; set nothing"),
        ("list", "show documents, languages and houses"),
    ):
        each = commands.add_parser(name, help=about, description=about)
        each.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids (default: all)")
        each.add_argument("--json", action="store_true", help="print JSON")


def _new(commands: Any) -> None:
    new = commands.add_parser("new", help="make a document to start from", description="Make a document to start from.")
    new.add_argument("id", help="its permanent name: small letters, digits, hyphens")
    new.add_argument("--title", default="", help="its title")
    new.add_argument(
        "--form", choices=list(map(str, Form)), default="", help="make a letter of this form (default: a document)"
    )


def _open(commands: Any) -> None:
    show = commands.add_parser("open", help="open an edition", description="Open the PDF of an edition.")
    show.add_argument("document", help="the document's id")
    show.add_argument("--language", default="", help="language (default: the original)")
    show.add_argument("--house", default="", help="house (default: the document's own)")
    show.add_argument("--draft", action="store_true", help="the draft, with the holes in its text")
    show.add_argument("--old", action="store_true", help="also a file that is out of date")


def _catalog(commands: Any) -> None:
    catalog = commands.add_parser(
        "catalog", help="catalogues for translators", description="Catalogues for translators."
    )
    actions = catalog.add_subparsers(dest="action", metavar="ACTION", required=True)
    update = actions.add_parser("update", help="bring every catalogue to its source by clause id")
    update.add_argument("documents", nargs="*", metavar="DOCUMENT", help="ids (default: all)")
    update.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="also start a catalogue in this language"
    )


def _schema(commands: Any) -> None:
    commands.add_parser(
        "schema",
        help="print the JSON Schema of the front matter",
        description="Print the JSON Schema of the front matter, for editors that complete and check it.",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more")
    return number
