"""What a request comes to: ids, files, folders; what depends on what. No page is set here."""

import io
import json
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCUMENT, LANGUAGES, ROOT

from engross.akn.reading import Reading
from engross.building import Job, Request, plan
from engross.building.cluster import _Run
from engross.building.fingerprints import Fingerprints
from engross.building.jobs import Result
from engross.building.manifests import Recorded
from engross.building.planning import order
from engross.building.running import build
from engross.cli import main
from engross.cli.progress import Counting, Progress, reading
from engross.errors import EngineComplaint, Problem
from engross.model import Document
from engross.workspace import Workspace
from engross.workspace.fonts import Installed


class Record(Workspace):
    """A workspace in which each .xml file is a document in the language that its name ends with."""

    def record(self, reference: str) -> Reading:
        return Reading(document=self.document(reference), findings=())

    def document(self, id: str) -> Document:
        seed = Workspace(ROOT).document(DOCUMENT)
        if not id.endswith(".xml"):
            return seed
        name, _, language = Path(id).stem.rpartition("-")
        return replace(seed, id=name, language=language, house="un", translations={})


@pytest.fixture
def record(tmp_path: Path) -> Path:
    for name in ("a-1-en.xml", "a-1-fr.xml", "deep/a-2-ar.xml", "deep/notes.txt"):
        path = tmp_path / "record" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path / "record"


def planned(record: Path, *documents: str, **asked: Any) -> tuple[tuple[Job, ...], list[str]]:
    jobs, failures = plan(Record(record.parent), Request(documents=documents, build_dir=Path("out"), **asked))
    return jobs, [problem.code for failure in failures for problem in failure.problems]


def test_a_folder_stands_for_its_files_and_those_below_it(record: Path) -> None:
    jobs, codes = planned(record, str(record))
    assert not codes
    assert [str(job.target) for job in jobs] == [
        "out/a-1/un/a-1.en.pdf", "out/a-1/un/a-1.fr.pdf", "out/a-2/un/a-2.ar.pdf"]  # fmt: skip
    assert jobs[2].document == str(record / "deep" / "a-2-ar.xml")
    assert jobs[2].name == "a-2 un ar"


def test_a_file_has_its_own_language_only_and_is_left_out_of_others(record: Path) -> None:
    jobs, codes = planned(record, str(record), languages=("fr", "ru"))
    assert not codes
    assert [job.id + job.language for job in jobs] == ["a-1fr"]


def test_ids_and_files_are_asked_for_together(record: Path) -> None:
    jobs, codes = planned(record, DOCUMENT, str(record / "a-1-en.xml"))
    assert not codes
    assert {job.document for job in jobs} == {DOCUMENT, str(record / "a-1-en.xml")}
    assert len(jobs) == len(LANGUAGES) + 1


def test_a_path_that_leads_nowhere_is_an_error_and_the_rest_is_planned(record: Path) -> None:
    (record / "empty").mkdir()
    jobs, codes = planned(record, f"{record}/none.xml", f"{record}/none", f"{record}/empty", str(record / "a-1-en.xml"))
    assert codes == ["usage/path"] * 3
    assert len(jobs) == 1


def test_two_files_that_make_one_edition_are_refused_by_name(record: Path) -> None:
    (record / "copy").mkdir()
    (record / "copy" / "a-1-en.xml").write_text("another text")
    jobs, codes = planned(record, str(record))
    assert codes == ["usage/same-edition"]
    assert len(jobs) == 3


def test_a_document_named_twice_is_planned_once(record: Path) -> None:
    jobs, codes = planned(record, str(record / "a-1-en.xml"), str(record))
    assert (len(jobs), codes) == (3, [])


def test_many_documents_are_read_side_by_side_and_none_takes_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        (tmp_path / f"d-{number:03}-en.xml").touch()
    reading = Record.document

    def deadly(self: Record, id: str) -> Document:
        if id.endswith("d-007-en.xml"):
            os.kill(os.getpid(), signal.SIGKILL)
        if id.endswith("d-009-en.xml"):
            raise RecursionError("too deep")
        return reading(self, id)

    monkeypatch.setattr(Record, "document", deadly)
    jobs, failures = plan(Record(tmp_path), Request(documents=(str(tmp_path),), jobs=2, build_dir=Path("out")))
    assert [job.id for job in jobs] == [f"d-{number:03}" for number in range(120) if number not in (7, 9)]
    said = [str(problem) for failure in failures for problem in failure.problems]
    assert "d-007-en.xml: the process that read it was ended by SIGKILL, twice" in said[0]
    assert "d-009-en.xml: RecursionError: too deep" in said[1]


def test_a_file_that_was_read_before_is_not_read_again_and_a_changed_one_is(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    reading = Record.document

    def noted(self: Record, id: str) -> Document:
        read.append(Path(id).name)
        return reading(self, id)

    monkeypatch.setattr(Record, "document", noted)
    first = planned(record, str(record))
    assert len(read) == 3
    assert planned(record, str(record)) == first
    assert len(read) == 3
    (record / "a-1-fr.xml").write_text("other text")
    assert planned(record, str(record)) == first
    assert read[3:] == ["a-1-fr.xml"]
    monkeypatch.setattr("engross.building.surveying.program_digest", lambda: "another program")
    assert planned(record, str(record)) == first
    assert len(read) == 7


@pytest.mark.parametrize("kept", ["", "[]", '{"program": 1}', '{"program": 1, "files": 2}'])
def test_a_damaged_register_is_no_register(record: Path, kept: str) -> None:
    (record.parent / ".engross").mkdir()
    (record.parent / ".engross" / "record.json").write_text(kept)
    assert len(planned(record, str(record))[0]) == 3


@pytest.mark.parametrize("id", ["../../etc", "a/b", "..", ".hidden"])
def test_an_id_that_leads_out_of_the_folder_of_editions_is_refused(
    record: Path, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = Workspace(ROOT).document(DOCUMENT)
    monkeypatch.setattr(Record, "document", lambda *_: replace(seed, id=id))
    assert planned(record, str(record / "a-1-en.xml")) == ((), ["content/no-name"])


def test_long_editions_are_begun_first_and_others_keep_their_order() -> None:
    seed = Job(document="", language="en", house="un", draft=False, target=Path("x"))
    given = [replace(seed, document=name, weight=weight) for name, weight in (("a", 5), ("b", 70), ("c", 6), ("d", 65))]
    assert [job.document for job in order(given)] == ["b", "d", "a", "c"]


# Fingerprints


def print_of(workspace: Path, language: str = "fr", **changed: Any) -> str:
    here = Workspace(workspace)
    here.forget()
    font = here.fonts()[0]
    installed = (Installed(font=font, path=Path("face"), sha256=changed.pop("face", "0" * 64)),)
    jobs, _ = plan(here, Request(languages=(language,), **changed))
    return Fingerprints(here, installed).of(jobs[0])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_fingerprint_stays_when_nothing_that_counts_has_changed(workspace: Path) -> None:
    before = print_of(workspace)
    edit(workspace / "translations" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po", "Roma", "ROMA")
    (workspace / "content" / f"{DOCUMENT}.md").touch()
    assert print_of(workspace) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"content/{DOCUMENT}.md", "2012-11-05", "2012-11-06"),
        (f"translations/fr/LC_MESSAGES/{DOCUMENT}.po", "Rome", "ROME"),
        ("translations/fr/LC_MESSAGES/engross.po", "msgstr", "msgstr "),
        ("translations/fr/language.toml", "Français", "FRANÇAIS"),
        ("templates/base/page.css", "{", " {"),
        ("fonts.lock", "sha256", " sha256"),
    ],
)
def test_a_fingerprint_changes_with_every_file_that_the_edition_depends_on(
    workspace: Path, file: str, old: str, new: str
) -> None:
    before = print_of(workspace)
    edit(workspace / file, old, new)
    assert print_of(workspace) != before


def test_a_fingerprint_changes_with_the_name_of_a_file_and_the_bytes_of_a_font(workspace: Path) -> None:
    before = print_of(workspace)
    assert print_of(workspace, face="1" * 64) != before
    assert print_of(workspace, draft=True) != before
    style = workspace / "templates" / "interpol" / "page.css"
    style.rename(style.with_name("page.css.off"))
    assert print_of(workspace) != before


def test_a_fingerprint_changes_with_a_figure_of_the_document(workspace: Path) -> None:
    content = workspace / "content" / f"{DOCUMENT}.md"
    edit(content, "P3B:", "P3A1: {pic:art/map.png} A map\n\nP3B:")
    here = Workspace(workspace)
    here.forget()
    jobs, failures = plan(here, Request(languages=("en",)))
    assert (jobs[0].pictures, failures) == (("art/map.png",), ())
    found = {Fingerprints(here, ()).of(jobs[0])}
    (workspace / "art").mkdir()
    for data in (b"one", b"other"):
        (workspace / "art" / "map.png").write_bytes(data)
        found.add(Fingerprints(here, ()).of(jobs[0]))
    assert len(found) == 3


def test_a_file_that_editions_share_is_read_once(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    path_open = Path.open

    def counting(self: Path, *arguments: Any, **named: Any) -> Any:
        read.append(self)
        return path_open(self, *arguments, **named)

    here = Workspace(workspace)
    jobs, _ = plan(here, Request())
    monkeypatch.setattr(Path, "open", counting)
    prints = Fingerprints(here, ())
    assert len({prints.of(job) for job in jobs}) == len(LANGUAGES)
    once = [path for path in read if path.is_relative_to(workspace)]
    assert workspace / "templates" / "base" / "page.css" in once
    assert len(once) == len(set(once))


def test_a_file_that_cannot_be_read_fails_its_own_editions_only(workspace: Path) -> None:
    jobs, _ = plan(Workspace(workspace), Request())
    (workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po").unlink()
    (workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po").symlink_to("/proc/self/mem")
    french = tuple(job for job in jobs if job.language == "fr")
    results = list(build(Workspace(workspace), french, Request(), ()))
    assert [result.failure.problems[0].code for result in results if result.failure] == ["usage/unreadable"]


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"editions": 3}', '{"editions": {"a.pdf": 3}}'])
def test_a_damaged_manifest_records_nothing(tmp_path: Path, manifest: str | None) -> None:
    job = Job(document="a", language="en", house="un", draft=False, target=tmp_path / "a.pdf", inputs="x")
    job.target.write_bytes(b"%PDF")
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    assert Recorded().entry(job) == {}


# Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def progress(out: io.StringIO, total: int = 4, quiet: bool = False) -> tuple[Progress, io.StringIO, list[float]]:
    err, clock = io.StringIO(), [0.0]
    return Progress(total=total, weight=total, quiet=quiet, out=out, err=err, clock=lambda: clock[0]), err, clock


def result(name: str, made: bool = True, failed: bool = False) -> Result:
    job = Job(document=name, id=name, language="fr", house="un", draft=False, target=Path("/b") / f"{name}.pdf")
    failure = EngineComplaint(Problem(code="engine/x", text="it broke")) if failed else None
    return Result(job=job, made=made, failure=failure, entry={} if failed else {"pages": 2}, seconds=1.5)


def test_elsewhere_than_on_a_terminal_there_are_plain_lines() -> None:
    out = io.StringIO()
    shown, err, _ = progress(out)
    for each in (result("a"), result("b", made=False), result("c", failed=True)):
        shown.tell(each)
    shown.end()
    assert out.getvalue() == "[1/4] a un fr: 2 pages, 1.5 s  /b/a.pdf\n[2/4] b un fr: unchanged  /b/b.pdf\n"
    assert err.getvalue() == "[3/4] c un fr: failed\nit broke\n"


def test_on_a_terminal_a_line_lives_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    shown, err, clock = progress(out, total=200)
    shown.tell(result("a", made=False))
    for number in range(1, 4):
        clock[0] = number * 2.0
        shown.tell(result("b", failed=number == 2))
    # after 6 s three of weight 1 were set, one was unchanged; 196 are left
    assert out.getvalue().rpartition("\x1b[K")[2] == "4/200 editions, 0.3 a second, 6 min 32 s left, 1 failed"
    assert "\n" not in out.getvalue()
    assert "b un fr: failed" in err.getvalue()
    shown.end()
    assert out.getvalue().endswith("\r\x1b[K")


def test_what_was_refused_before_the_start_counts_as_failed_and_a_failing_file_is_named() -> None:
    out, err = io.StringIO(), io.StringIO()
    shown = Progress(total=2, weight=2, quiet=False, out=out, err=err, failed=1)
    broken = result("a-res-77-1", failed=True)
    shown.tell(replace(broken, job=replace(broken.job, document="/record/one.xml")))
    assert shown.line().endswith(", 2 failed")
    assert err.getvalue().startswith("[1/2] a-res-77-1 un fr (/record/one.xml): failed\n")


def test_a_terminal_says_that_documents_are_being_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for out, said in ((Terminal(), "reading the documents …\r\x1b[K"), (io.StringIO(), "")):
        with reading(out, quiet=False):
            pass
        assert out.getvalue() == said


def test_a_terminal_shows_how_much_there_is_before_the_first_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    shown, _, _ = progress(out, total=263)
    seen: list[str] = []

    def coming() -> Iterator[Result]:
        seen.append(out.getvalue())
        yield result("a")

    shown.follow(coming(), [], silent=False)
    assert seen == ["0/263 editions"]


def test_a_count_lives_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for out, said in ((Terminal(), "\r\x1b[K1/9 files read …\r\x1b[K"), (io.StringIO(), "")):
        counting = Counting(out, "files read", 9)
        counting.step()
        counting.end()
        assert out.getvalue() == said


def test_an_import_that_is_interrupted_says_what_was_written(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    from engross.building import importing
    from engross.cli import main

    (tmp_path / "a.xml").write_text("<a/>")

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "read_files", interrupt)
    assert main(["--workspace", str(tmp_path), "import", "akn", str(tmp_path / "a.xml")]) == 130
    assert "interrupted: nothing was written" in capsys.readouterr().err


def test_quiet_says_problems_only() -> None:
    out = Terminal()
    shown, err, _ = progress(out, quiet=True)
    shown.tell(result("a"))
    shown.tell(result("b", failed=True))
    shown.end()
    assert out.getvalue() == ""
    assert "it broke" in err.getvalue()


# Runs that end before their end


def test_a_run_that_loses_its_cluster_ends_with_its_sums(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lost(_workspace: Workspace, jobs: tuple[Job, ...], *_: object) -> Iterator[Result]:
        yield Result(job=jobs[0], entry={"pages": 3})
        raise EngineComplaint(Problem(code="engine/scheduler-lost", text="gone"))

    monkeypatch.setattr("engross.building.build", lost)
    assert main(["--workspace", str(ROOT), "build", "--json"]) == 7
    report = json.loads(capsys.readouterr().out)
    assert report["summary"] | {"seconds": 0} == {
        "editions": 6, "made": 1, "unchanged": 0, "failed": 1, "not_reached": 5, "seconds": 0}  # fmt: skip
    assert report["failures"][0]["problems"][0]["code"] == "engine/scheduler-lost"


def test_a_scheduler_that_answers_no_more_is_named() -> None:
    class Gone:
        def nthreads(self) -> dict[str, int]:
            raise OSError("Timed out")

    pytest.importorskip("distributed")
    run = _Run.__new__(_Run)
    run.client, run.scheduler = Gone(), "tcp://10.0.0.1:8786"
    with pytest.raises(EngineComplaint, match="scheduler at tcp://10.0.0.1:8786 does not answer any more"):
        run.hand_out()
