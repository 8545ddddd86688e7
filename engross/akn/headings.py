"""What a heading is where a file does not call it one: numerals by themselves, paragraphs that are bold as a whole."""

import re
import unicodedata
from dataclasses import replace

from engross.model import Run
from engross.model.notation import joined

_ORDINALS = (  # أولا, ثاني عشر, and ألف, باء for the letters of parts
    "اول اولا ثاني ثانيا ثالث ثالثا رابع رابعا خامس خامسا سادس سادسا سابع سابعا ثامن ثامنا تاسع تاسعا عاشر عاشرا حادي"
    " حاديا عشر عشرون عشرين وعشرون وعشرين والعشرون ثلاثون وثلاثون الف باء جيم دال هاء واو زاي حاء طاء ياء"
)
_ARABIC = frozenset(_ORDINALS.split())
_NUMERAL = re.compile(r"(?:[IVXLC]{1,8}|[A-Z]|[А-Я]|\d{1,2}|[一二三四五六七八九十]{1,4})[.、]?")
_NUMBERED = re.compile(
    r"\s*([IVXLC]{1,8}\.?|[A-ZА-Я]\.|[一二三四五六七八九十]{1,4}[、.]?)(?:[\t\n]\s*|(?<=[.、])\s+)(?=\S)"
)
_STOPS = (".", ";", ",", ":", "؛", "،", "。", "；", "，", "：")
_ANNEX = re.compile(r"(?:Annexe?|Anexo|Приложение|المرفق|附件)\b")
_LONGEST = 300  # characters; the titles of annexes are long
_BOLD_EMPHASIS = frozenset({"zh", "ar"})  # where lead words are bold (house rules 3.1)


def numeral(text: str) -> bool:
    """Whether a heading is nothing but a number: its words are the heading that follows.

    >>> [numeral(each) for each in ("XIII", "A.", "十五", "ثاني عشر", "ألف", "Annex I", "I. Energy", "")]
    [True, True, True, True, True, False, False, False]
    """
    said = " ".join(text.split())
    plain = "".join(each for each in unicodedata.normalize("NFD", said) if not unicodedata.combining(each))
    words = plain.split()
    return bool(_NUMERAL.fullmatch(said)) or (0 < len(words) <= 3 and _ARABIC.issuperset(words))


def opens_annex(text: str) -> bool:
    """Whether a heading is that of an annex: Annex II.

    >>> opens_annex("Annexe II"), opens_annex("Annexation")
    (True, False)
    """
    said = " ".join(text.split())
    return bool(_ANNEX.match(said)) and len(said) < 40


def unstopped(text: str) -> bool:
    """Whether words may be a heading: there are some, not too many, and they do not end like a sentence.

    >>> [unstopped(each) for each in ("Regional cooperation", "A.", "We meet.", "")]
    [True, True, False, False]
    """
    said = text.strip()
    return bool(said) and len(said) <= _LONGEST and (not said.endswith(_STOPS) or numeral(said))


def of_bold(runs: list[Run], mark: str, language: str) -> tuple[str, list[Run]] | None:
    """The number and the words of a heading that a file has as a bold paragraph; None for any other paragraph.

    A paragraph that ends like a sentence is none, nor is one with the mark of a point, (a).

    >>> number, words = of_bold([Run(text="III.\\tÉnergie", strong=True)], "", "fr")
    >>> number, words[0].text, words[0].strong
    ('III.', 'Énergie', False)
    >>> of_bold([Run(text="Decides", strong=True), Run(text=" that")], "", "en") is None
    True
    """
    if not _bold(runs, language) or (mark and not numeral(mark)) or re.fullmatch(r"\d+\.?", mark):
        return None
    text = "".join(run.text for run in runs)
    if not unstopped(text):
        return None
    bare = [replace(run, strong=False, emphasis=False) for run in runs]
    if not mark and (found := _NUMBERED.match(text)):
        return found[1], _from(bare, found.end())
    return mark, bare


def plain(runs: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    """The words of a heading, without the bold that it has by being one."""
    return joined(replace(run, strong=False, emphasis=False) for run in runs) if _bold(list(runs), language) else runs


def _bold(runs: list[Run], language: str) -> bool:
    """Whether all words are bold, and there are some; calls of notes apart."""
    said = [run for run in runs if run.text.strip() and not run.note]
    return bool(said) and all(
        run.strong or run.position or (run.emphasis and language in _BOLD_EMPHASIS) for run in said
    )


def _from(runs: list[Run], start: int) -> list[Run]:
    """The runs from a character on."""
    kept = []
    for run in runs:
        kept.append(replace(run, text=run.text[max(start, 0) :]) if start > 0 else run)
        start -= len(run.text)
    return [run for run in kept if run.text or run.note]
