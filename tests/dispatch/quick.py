"""A setter that sets nothing, and a run with it: `python quick.py WORKSPACE TABLE FOLDER SECONDS [again]`."""

import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engross.dispatch import planning, running
from engross.dispatch.packing import Enclosure, Outcome
from engross.dispatch.requests import Request
from engross.dispatch.words import Words

LETTER = "note-rome-declaration"
WORDS = Words(
    title="Note verbale", short="Note verbale", body="Mission", day=date(2026, 11, 24),
    subject="{title} ({reference})", attached="Attached:", reference="Reference: {reference}",
)  # fmt: skip


@dataclass
class Quick:
    """Sets a letter as its reference and addressee; notes in `told` what it was asked to set."""

    told: Path | None = None
    seconds: float = 0.0

    def set(self, item):
        time.sleep(self.seconds)
        if self.told:
            with self.told.open("a", encoding="utf-8") as told:
                told.write(f"{item.number}\n")
        annex = Enclosure(name=f"annex.{item.addressee.language}.pdf", title="Déclaration", data=b"annex", pages=3,
                          language=item.addressee.language)  # fmt: skip
        return Outcome(data=f"{item.reference} {item.addressee.called}".encode(), pages=1, enclosures=(annex,))

    def words(self, item):
        return WORDS


def planned(workspace, table, folder, **asked):
    """A plan whose letters' inputs are their rows: nothing common to a language is known."""
    return planning.plan(workspace, Request(letter=LETTER, table=table, folder=folder, **asked))


def carried_out(workspace, plan, setter, jobs=1):
    """The results of a run."""
    return list(running.dispatch(running.begin(workspace, plan, setter), jobs))


if __name__ == "__main__":
    from engross.workspace import Workspace

    place, table, folder = (Path(each) for each in sys.argv[1:4])
    known = Workspace(place)
    again = "again" in sys.argv[5:]
    plan = planned(known, table, folder, again=again)
    print("planned", flush=True)
    if again:
        sys.stdin.readline()  # until both runs have planned
    carried_out(known, plan, Quick(folder / "told", float(sys.argv[4])), jobs=2)
