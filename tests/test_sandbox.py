"""A template reaches what an edition says and nothing of the program, and it comes to an end."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import jinja2
import pytest

from engross.building import Job, edition_of
from engross.errors import HouseError
from engross.pipeline.making import languages_on, tongues
from engross.typesetting import html, templating
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
DOCUMENT = "interpol-2012-rome"
HOUSES = ("interpol", "un", "un-geneva", "un-ga", "un-hrc", "un-sc")
BOXED = html._environment
TAGS = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture(scope="module")
def known():
    return Workspace(ROOT)


@pytest.fixture(scope="module")
def printed(known):
    """What prints a template: the English edition, with this text in the place of the house's template."""
    edition = edition_of(known, Job(document=DOCUMENT, language="en", house="un", draft=False, target=Path()))
    languages = languages_on(known, edition, tongues(known, known.document(DOCUMENT), "en"))

    def text_of(template):
        assets = known.assets("un")
        assets = replace(assets, templates={**assets.templates, "document.html": template})
        return html.page(edition, assets, languages).html

    return text_of


def refused(printed, template):
    with pytest.raises(HouseError) as error:
        printed(template)
    (problem,) = error.value.problems
    assert problem.code == "house/template" and problem.place.line in (0, 1)
    return problem.text


REACHING = [
    "{% set x = cycler.__init__.__globals__.os.system('id > pwned') %}",
    "{{ joiner }}", "{{ lipsum() }}", "{{ dict() }}", "{{ open('/etc/hostname') }}", "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}", "{{ ''.__class__.__mro__ }}", "{{ ''['__class__'] }}",
    "{{ edition.__class__ }}", "{{ edition['__init__'] }}", "{{ edition.walk() }}", "{{ edition.text }}",
    "{% for x in [1] %}{{ loop.__init__ }}{% endfor %}", "{% for x in [1] %}{{ loop._iterable }}{% endfor %}",
    "{% for x in [1] %}{{ loop['_' ~ 'iterable'] }}{% endfor %}", "{{ '{0.__class__}'.format(edition) }}",
    "{{ '{0}'.format_map({}) }}", "{{ ''.join(['a']) }}", "{{ 'a'.encode() }}", "{{ 'a'.zfill(5) }}",
    "{{ edition | attr('__class__') }}", "{{ [edition] | map(attribute='__class__') | join }}",
    "{{ [edition] | map(attribute='house.__class__') | join }}", "{{ [edition, edition] | sort(attribute='__doc__') }}",
    "{{ languages.update({}) }}", "{{ languages.__class__ }}",
    "{{ languages.pop('en') }}", "{{ [1].append(2) }}", "{{ edition.words.clear() }}",
    "{% macro m() %}{% endmacro %}{{ m._environment }}", "{% macro m() %}{% endmacro %}{{ m.name }}",
    "{% import 'clauses.html' as c with context %}{{ c.__dict__ }}",
    "{% import 'clauses.html' as c with context %}{{ c._body_stream }}",
    "{{ range.__class__ }}", "{{ namespace.__init__ }}", "{{ edition | pprint }}", "{{ [1] | random }}",
    "{% include '/etc/hostname' %}", "{% include '../../content/x.md' %}", "{{ undefined_name }}",
    "{{ edition.lines[0].runs[0].__reduce_ex__(2) }}", "{{ (1).real }}", "{{ 1.5.hex() }}", "{{ ().count(1) }}",
]  # fmt: skip
ENDLESS = [
    "{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}",
    "{{ range(10001) | list }}", "{{ 'A' * 3000000000 }}", "{{ 3000000000 * 'A' }}", "{{ [1] * 3000000000 }}",
    "{{ 10 ** 10 ** 10 ** 10 ** 10 }}",
    "{% set n = namespace(x=9) %}{% for i in range(100) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(100) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(99) %}{% set b %}{{ n.x }}{{ n.x }}{% endset %}"
    "{% set n.x = b %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(99) %}{% set n.x = [n.x, n.x] | join(n.x) %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(99) %}{% set n.x = n.x | replace('A', 'AA') %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(99) %}{% set n.x = '%s%s' | format(n.x, n.x) %}{% endfor %}",
    "{% set n = namespace(x='A') %}{% for i in range(99) %}{% set n.x = '%s%s' % (n.x, n.x) %}{% endfor %}",
    "{{ '%3000000000d' | format(1) }}", "{{ '%*d' % (3000000000, 1) }}", "{{ '%(a)3000000000d' | format(a=1) }}",
    "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", "{% include 'document.html' %}", "{{ 1 / 0 }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% for x in range(9) recursive %}{% if loop.depth < 20 %}{{ loop(range(9999)) }}{% endif %}{% endfor %}",
    "{% for x in range(9999) %}" + "AAAA" * 5000 + "{% endfor %}",
]  # fmt: skip


@pytest.mark.parametrize("template", REACHING)
def test_a_template_reaches_nothing_but_what_an_edition_says(printed, template, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(printed, template)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("template", ENDLESS)
def test_a_template_that_would_not_end_or_fill_the_memory_is_refused(printed, template, monkeypatch):
    small = partial(templating.Budget, 100_000, 2**22)
    monkeypatch.setattr(templating, "Budget", small)
    assert refused(printed, template)


def test_what_a_template_may_do_it_does(printed):
    assert printed("{{ edition.title.partition(' ')[0] }}{% for a in range(3) %}{{ loop.index }}{% endfor %}") == (
        "Outcome123"
    )
    assert printed("{{ edition.house.id ~ '<' }}{{ [1, 2] | join('<') }}") == "un&lt;1&lt;2"
    assert printed("{{ 'a.b'.split('.')[1] | upper }}{{ '%.2f' | format(1) }}") == "B1.00"
    kept = "{% set n = namespace(a=1) %}{% for k, v in {'x': 2}.items() %}{% set n.a = v %}{% endfor %}{{ n.a }}"
    assert printed(kept) == "2"


def plain(templates):
    """The templates as they were before there was a sandbox."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(dict(templates)), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    boxed = BOXED(templates)
    environment.filters = {**boxed.filters, **environment.filters}
    environment.tests |= boxed.tests
    return environment


@pytest.mark.parametrize("house", HOUSES)
def test_every_house_prints_in_the_sandbox_what_it_prints_without(known, house, monkeypatch):
    for name, tag in [(DOCUMENT, tag) for tag in TAGS] + [("note-rome-declaration", tag) for tag in TAGS]:
        edition = edition_of(known, Job(document=name, language=tag, house=house, draft=False, target=Path()))
        languages = languages_on(known, edition, tongues(known, known.document_in(name, tag), tag))
        boxed = html.page(edition, known.assets(house), languages)
        with monkeypatch.context() as patched:
            patched.setattr(html, "_environment", plain)
            assert html.page(edition, known.assets(house), languages) == boxed


def test_the_longest_page_takes_a_small_part_of_what_a_page_may_take(known, monkeypatch):
    spent = templating.Budget()
    monkeypatch.setattr(templating, "Budget", lambda: spent)
    edition = edition_of(known, Job(document=DOCUMENT, language="ar", house="un", draft=False, target=Path()))
    languages = languages_on(known, edition, tongues(known, known.document(DOCUMENT), "ar"))
    html.page(edition, known.assets("un"), languages)
    assert 0 < templating.STEPS - spent.steps < templating.STEPS / 1000
    assert 0 < templating.LETTERS - spent.letters < templating.LETTERS / 20
