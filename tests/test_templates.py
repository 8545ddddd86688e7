"""Templates hold no words: every word comes from a catalogue. Style sheets fetch nothing and name no font file."""

import re
from html import unescape
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "templates"
HTML = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.glob("*/*.html"))}
CSS = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.glob("*/*.css"))}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = re.compile(r'\b(?:alt|title|aria-label|content|placeholder)="([^"]*)"')


def letters(text):
    return "".join(character for character in text if character.isalpha())


def markup(name):
    return JINJA.sub("", HTML[name].read_text(encoding="utf-8"))


def test_there_are_templates_and_style_sheets():
    assert {"base/document.html", "base/clauses.html", "un/document.html", "interpol/document.html"} <= set(HTML)
    assert {"base/page.css", "un/page.css", "interpol/page.css", "un-geneva/page.css"} <= set(CSS)


@pytest.mark.parametrize("name", HTML)
def test_template_holds_no_words(name):
    text = re.sub(r"<!--.*?-->", "", markup(name), flags=re.DOTALL)
    assert letters(unescape(re.sub(r"<[^>]*>", "", text))) == ""


@pytest.mark.parametrize("name", HTML)
def test_attributes_that_are_read_aloud_hold_no_words(name):
    for tag in re.findall(r"<(?!meta)[^>]*>", markup(name)):
        assert [letters(said) for said in SPOKEN.findall(tag) if letters(said)] == []


@pytest.mark.parametrize("name", HTML)
def test_template_never_switches_escaping_off(name):
    text = HTML[name].read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup", text)


@pytest.mark.parametrize("name", HTML)
def test_template_holds_no_script_and_fetches_nothing(name):
    assert not re.search(r"<script|<link|<style|https?://|javascript:", HTML[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CSS)
def test_style_sheet_names_no_font_file_and_fetches_nothing(name):
    text = CSS[name].read_text(encoding="utf-8").lower()
    assert not re.search(r"@font-face|url\s*\(|@import", text)


@pytest.mark.parametrize("name", CSS)
def test_style_sheet_prints_no_words(name):
    text = re.sub(r"/\*.*?\*/", "", CSS[name].read_text(encoding="utf-8"), flags=re.DOTALL)
    for value in re.findall(r"\bcontent:([^;}]*)", text):
        assert letters("".join(re.findall(r'"([^"]*)"', value))) == ""
