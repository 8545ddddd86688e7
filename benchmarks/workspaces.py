"""Workspaces to measure on, made from the shipped declaration: many documents, or a long one."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = "interpol-2012-rome"


def many(folder: Path, documents: int, house: str = "interpol") -> Path:
    """A workspace of so many documents in six languages: the declaration under other ids, and one word in each."""
    content = (ROOT / "content" / f"{SEED}.md").read_text(encoding="utf-8")
    (folder / "content").mkdir(parents=True)
    shutil.copytree(ROOT / "translations", folder / "translations")
    for number in range(documents):
        id = f"document-{number:05}"
        text = content.replace(f"id: {SEED}", f"id: {id}").replace("house: interpol", f"house: {house}")
        (folder / "content" / f"{id}.md").write_text(text, encoding="utf-8")
        for catalogue in (ROOT / "translations").glob(f"*/LC_MESSAGES/{SEED}.po"):
            tag = catalogue.parent.parent.name
            shutil.copy(catalogue, folder / "translations" / tag / "LC_MESSAGES" / f"{id}.po")
    for catalogue in (folder / "translations").glob(f"*/LC_MESSAGES/{SEED}.po"):
        catalogue.unlink()
    return folder


def long(folder: Path, times: int) -> Path:
    """A workspace of one document in English: the declaration with its operative clauses so many times."""
    content = (ROOT / "content" / f"{SEED}.md").read_text(encoding="utf-8").replace("house: interpol", "house: un")
    content = re.sub(r"translations:\n(  .*\n)+", "", content)
    before, first, rest = content.partition("P3A: ")
    clauses = re.findall(r"^P3([A-Z]): (.*)$", first + rest, re.MULTILINE)
    repeated = [
        f"P3{letter}{number if number else ''}: {text.rstrip('.,;') + ','}"
        for letter, text in clauses
        for number in range(times)
    ]
    last = repeated.pop().rstrip(",") + "."
    (folder / "content").mkdir(parents=True)
    (folder / "content" / f"{SEED}.md").write_text(before + "\n\n".join([*repeated, last]) + "\n", encoding="utf-8")
    return folder
