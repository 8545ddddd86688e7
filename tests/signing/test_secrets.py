"""No passphrase stands in an argument, a list of processes, a file, a manifest, a message or a traceback."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from authority import PASSPHRASE, key_file, pem
from conftest import ROOT
from desk import desk as desk

from engross.errors import Exit

pytestmark = [pytest.mark.pdf, pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no /proc here")]
FORMS = tuple(
    {PASSPHRASE.encode(), PASSPHRASE.encode("utf-16-be"), PASSPHRASE.encode("latin-1"), repr(PASSPHRASE)[1:-1].encode()}
)


def started(desk, folder: Path, *more: str, **environment: str) -> "subprocess.Popen[bytes]":
    """`engross sign` in a process of its own, with nothing of the tests' environment that is not needed."""
    (folder / "edition.pdf").write_bytes(desk.edition)
    command = [sys.executable, "-m", "engross", "--workspace", str(folder), "sign", str(folder / "edition.pdf")]
    own = ["--pkcs12", str(desk.folder / "me.p12"), *more]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.Popen(
        [*command, *own], cwd=ROOT, env={**kept, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def processes() -> bytes:
    """The command lines of all processes, as `ps` would show them to anybody."""
    found = b""
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                found += (each / "cmdline").read_bytes() + b"\n"
            except OSError:
                continue
    return found


def held(data: bytes) -> list[bytes]:
    """The forms of the passphrase that are in the data."""
    return [form for form in FORMS if form in data]


def written(folder: Path) -> dict[str, bytes]:
    """What is in each file under the folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_no_secret_in_processes_environment_outputs_or_files(desk, tmp_path: Path) -> None:
    """The process waits for the passphrase at a pipe: it is looked at before it has it, with it, and after."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    work = tmp_path / "work"
    work.mkdir()
    process = started(desk, work, "--passphrase-file", str(pipe), "--place", "A@last:60,60,200,45")
    with pipe.open("wb") as end:  # opens when the process opens it
        seen = processes()
        assert str(process.pid) and Path(f"/proc/{process.pid}").is_dir()
        environment = Path(f"/proc/{process.pid}/environ").read_bytes()
        end.write(PASSPHRASE.encode() + b"\n")
    while process.poll() is None:
        seen += processes()
        time.sleep(0.05)
    out, err = process.communicate()
    assert process.returncode == Exit.OK, err
    assert b"edition.pdf" in seen
    assert held(seen) == []
    assert held(environment) == []
    assert held(out + err) == []
    files = written(work)
    assert "edition.signed.pdf" in files
    assert {name: held(data) for name, data in files.items() if held(data)} == {}


def test_no_secret_is_left_in_the_temporary_folder(desk, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    (tmp_path / "work").mkdir()
    source = ["--passphrase-file", str(desk.folder / "passphrase"), "--place", "A@last:60,60,200,45"]
    process = started(desk, tmp_path / "work", *source, TMPDIR=str(tmp_path / "tmp"))
    process.communicate()
    assert process.returncode == Exit.OK
    assert written(tmp_path / "tmp") == {}


def test_no_secret_of_the_environment_reaches_arguments_outputs_or_files(desk, tmp_path: Path) -> None:
    process = started(desk, tmp_path, "--passphrase-env", "ENGROSS_PASSPHRASE", ENGROSS_PASSPHRASE=PASSPHRASE)
    assert held(Path(f"/proc/{process.pid}/cmdline").read_bytes()) == []
    out, err = process.communicate()
    assert process.returncode == Exit.OK, err
    assert held(out + err) == []
    assert {name for name, data in written(tmp_path).items() if held(data)} == set()


@pytest.mark.parametrize("level", ("B-B", "B-T"))
def test_no_secret_in_what_is_said_of_a_failure(desk, tmp_path: Path, level: str) -> None:
    """A key that is not that of the certificate, and a time stamp that cannot be had: both after the key was opened."""
    pair, other = desk.authority.issue("Me"), desk.authority.issue("Other")
    key = key_file(tmp_path / "me.key", pair.key, PASSPHRASE)
    certificate = pem(tmp_path / "me.pem", (other if level == "B-B" else pair).certificate)
    (tmp_path / "edition.pdf").write_bytes(desk.edition)
    command = ["--key", str(key), "--certificate", str(certificate), "--level", level]
    whole = [sys.executable, "-m", "engross", "sign", str(tmp_path / "edition.pdf"), *command]
    extra = ["--passphrase-fd", "0", "--timestamp-server", "http://127.0.0.1:9/"]
    done = subprocess.run(
        [*whole, *extra], cwd=ROOT, input=PASSPHRASE.encode() + b"\n", capture_output=True, check=False
    )
    assert done.returncode == Exit.SIGNER, done.stderr
    assert b"what to do" in done.stderr
    assert b"Traceback" not in done.stderr
    assert held(done.stdout + done.stderr) == []


def test_a_passphrase_cannot_be_given_as_an_argument(desk, tmp_path: Path) -> None:
    from engross.cli.grammar import parser

    said = subprocess.run(
        [sys.executable, "-m", "engross", "sign", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "--passphrase-file" in said
    with pytest.raises(SystemExit):
        parser().parse_args(["sign", "edition.pdf", "--passphrase", PASSPHRASE])


def test_a_secret_does_not_show_itself(desk) -> None:
    from engross.inspect.signing.passphrase import Secret

    secret = Secret(PASSPHRASE.encode())
    assert held(f"{secret} {secret!r} {[secret]}".encode()) == []
