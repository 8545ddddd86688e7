"""The brackets round the calls of notes in Arabic files: they are set by rule, and are no words."""

import re
from dataclasses import replace
from itertools import takewhile

from engross.model import Run
from engross.model.notation import joined


def without_brackets(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without the brackets round the calls of notes, raised or not, which Arabic editions set by rule.

    Files also have an empty pair before a call, and a pair typed the wrong way round, (29(⁾⁷⁾ for (29)⁽⁷⁾: the
    closing bracket that the words before it want is then kept.
    """
    before: list[Run] = []
    after = list(runs)
    while after:
        run = after.pop(0)
        if run.note:
            _settle_call(before, after)
        before.append(run)
    made = joined(before)
    if made and not made[-1].note and before[-1] != runs[-1]:  # brackets stood at the end
        made = joined((*made[:-1], replace(made[-1], text=made[-1].text.rstrip(" "))))
    return made


def _settle_call(before: list[Run], after: list[Run]) -> None:
    """Nothing; what stands before and after a call is without the brackets that are the call's."""
    ahead = re.sub(r"[^()]", "", re.sub(r".*[^()\s\u200e\u200f]", "", _words_before(before), flags=re.S))
    behind = re.sub(r"[^()]", "", re.sub(r"[^()\s\u200e\u200f].*", "", _words_after(after), flags=re.S))
    raised = bool(before and after) and before[-1].position == after[0].position == "sup"
    if ahead.endswith("(") and behind.startswith(")"):
        _without_last(before, "(")
        _without_first(after, ")")
        if ahead.endswith("()("):
            _without_last(before, ")")
            _without_last(before, "(")
        _close_up(before)
    elif ahead.endswith("()") and behind.startswith(")"):
        _without_last(before, ")")
        _without_first(after, ")")
        words = "".join(run.text for run in before)
        if words.count("(") - words.count(")") > 1:  # itself, and one that it should have closed
            _turn_last(before)
        else:
            _without_last(before, "(")
    elif raised and ahead.endswith(")") and behind.startswith("("):
        _without_last(before, ")")
        _without_first(after, "(")


def _words_before(runs: list[Run]) -> str:
    """The words since the last call or new line."""
    return "".join(run.text for run in reversed(list(takewhile(_in_line, reversed(runs)))))


def _words_after(runs: list[Run]) -> str:
    return "".join(run.text for run in takewhile(_in_line, runs))


def _in_line(run: Run) -> bool:
    return not run.note and run.text != "\n"


def _without_last(runs: list[Run], bracket: str) -> None:
    """Nothing; the last of these brackets is gone, with the space before it."""
    at = max(n for n, run in enumerate(runs) if bracket in run.text)
    head, _, tail = runs[at].text.rpartition(bracket)
    runs[at] = replace(runs[at], text=head.rstrip(" ") + tail)


def _close_up(runs: list[Run]) -> None:
    """Nothing; no space stands between the words and the call that follows."""
    while runs and _in_line(runs[-1]):
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
        if runs[-1].text:
            return
        runs.pop()


def _without_first(runs: list[Run], bracket: str) -> None:
    """Nothing; the first of these brackets is gone, with the space before it."""
    at = next(n for n, run in enumerate(runs) if bracket in run.text)
    head, _, tail = runs[at].text.partition(bracket)
    runs[at] = replace(runs[at], text=head.strip(" ") + tail)
    del runs[:at]  # spaces


def _turn_last(runs: list[Run]) -> None:
    """Nothing; the last bracket that opens closes."""
    at = max(n for n, run in enumerate(runs) if "(" in run.text)
    head, _, tail = runs[at].text.rpartition("(")
    runs[at] = replace(runs[at], text=f"{head}){tail}")


def without_call(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The words of a note without the empty brackets that stand for its mark in Arabic files."""
    first = runs[0] if runs else Run()
    words = re.sub(r"^\(\s*(?:\)|\((?=\s))\s*", "", first.text)  # once the second is turned round by mistake
    kept = joined((replace(first, text=words), *runs[1:]))
    if words != first.text and kept and not kept[0].note:
        kept = joined((replace(kept[0], text=kept[0].text.lstrip(" ")), *kept[1:]))
    return kept
