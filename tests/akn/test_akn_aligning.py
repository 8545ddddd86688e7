"""Clauses of two languages side by side by what they say: one that is missing is one report."""

from conftest import ROOT
from record import COVER, corpus, paragraph, read, statement

from engross.akn import agreement, reading
from engross.akn.aligning import align
from engross.akn.pairing import pair
from engross.workspace import Workspace

LANGUAGES = {tag: Workspace(ROOT).language(tag) for tag in ("en", "fr", "ru")}
WORDS = [
    "Recalling the purposes of the Charter of the United Nations and everything that follows from them,",
    "Recalling also its resolution 46/182 of 19 December 1991,",
    "Reaffirming peace,",
    "Noting with appreciation the work of the Committee, of its members, and of all who contributed to the report, "
    "and the efforts of the Secretariat " + "to make it known in every language and in every country of the world " * 3,
    "Stressing the need for cooperation among all States in the field of prevention,",
    "Welcoming the adoption of the 2030 Agenda,",
    "Aware of the difficulties,",
]


def preamble(words, language="en"):
    containers = "".join(f'<container name="x"><p>{each}</p></container>' for each in words)
    return read(statement(paragraph("One.", "1."), preamble=containers, language=language)).document


def longer(words):
    """Words of another language: a fifth longer, the same figures."""
    return [f"{each} {'и' * (len(each) // 5)}" for each in words]


def test_one_missing_paragraph_is_one_report_and_all_others_are_paired():
    made = pair({"en": preamble(WORDS), "ru": preamble(longer(WORDS[:3] + WORDS[4:]), "ru")}, LANGUAGES, "en")
    assert [each.text[:60] for each in made.differences] == [
        "a clause (preambular) is in en, and not here: “Noting with a"
    ]
    labels = [each.label for each in made.others["ru"].clauses if each.label.startswith("PP")]
    assert labels == ["PP1", "PP2", "PP3", "PP5", "PP6", "PP7"]


def test_a_paragraph_more_is_one_report_too():
    made = pair({"en": preamble(WORDS[:3] + WORDS[4:]), "ru": preamble(longer(WORDS), "ru")}, LANGUAGES, "en")
    assert [each.text[:45] for each in made.differences] == ["a clause (preambular) is here, and not in en:"]
    labels = [each.label for each in made.others["ru"].clauses if each.label.startswith("PP")]
    assert labels == ["PP1", "PP2", "PP3", "PP7", "PP4", "PP5", "PP6"]


def test_where_nothing_tells_which_of_several_is_missing_none_of_them_is_paired():
    alike = ["Recalling its resolutions,", "Reaffirming its decisions,", "Stressing its intentions,"]
    found = align(preamble([*alike, "End of 2030,"]).clauses, preamble([*alike[:2], "End of 2030,"], "ru").clauses)
    (gap,) = found.missing
    assert (gap.first, gap.last) == (0, 2)
    assert found.pairs == ((3, 2), (4, 3))


def test_a_line_of_the_masthead_that_one_language_lacks_unpairs_nothing():
    agenda = '<p><inline name="agenda item">Agenda item 8</inline></p></coverPage>'
    spoken = '<p><inline name="languageOfExpression">Français</inline></p></coverPage>'
    english = read(statement(paragraph("One.", "1."), cover=COVER.replace("</coverPage>", agenda))).document
    french = statement(paragraph("Un.", "1."), cover=COVER.replace("</coverPage>", spoken), language="fr")
    made = pair({"en": english, "fr": read(french).document}, LANGUAGES, "en")
    assert made.others == {}
    assert made.document.mastheads == ({"language": "fr", "agenda": "none", "expression": "Français"},)
    assert (made.document.own_line("fr", "agenda"), made.document.own_line("en", "agenda")) == ("", None)
    assert [each.text for each in made.differences] == ["the masthead's agenda is in en only"]


def test_two_votes_that_name_the_same_states_in_another_order_are_one():
    def voted(names, language):
        count = "".join(f'<organization showAs="{each}"/>' for each in names)
        voting = f'<voting outcome="#a"><count refersTo="#inFavour">{count}</count></voting>'
        more = f'<analysis source="#x"><parliamentary>{voting}</parliamentary></analysis>'
        return read(statement(paragraph("One.", "1."), more=more, language=language))

    agreed = agreement.agree({"en": voted(["CHILE", "CHINA"], "en"), "fr": voted(["CHINA", "CHILE"], "fr")}, "en")
    assert (agreed.apart, agreed.differences) == (frozenset(), ())


def test_files_of_one_symbol_are_one_work_where_their_addresses_differ():
    names = ["Arabic/A_RES_80_84AB-2520072A", "Chinese/A_RES_80_84AB-2520072C", "English/A_RES_80_84AB-2520072E",
             "French/A_RES_80_84AB-2520072F", "Russian/A_RES_80_84AB-2520072R"]  # fmt: skip
    paths = [corpus(f"un-hard/GA/80session/{each}.xml") for each in names]
    groups = list(agreement.grouped([reading.read(path.read_bytes(), path.name) for path in paths]))
    assert [sorted(each.document.language for each in group) for group in groups] == [["ar", "en", "fr", "ru", "zh"]]
