"""What a sibling language calls a heading is one here, too, and that is said."""

from conftest import ROOT
from record import corpus, paragraph, read, statement

from engross.akn import likening
from engross.model import Kind
from engross.workspace import Workspace


def head(words: str) -> str:
    return f'<paragraph class="H23"><subheading>{words}</subheading></paragraph>'


def document(language, *parts, after=""):
    return read(statement("".join(parts), language=language, after=after)).document


def annex(*parts: str) -> str:
    inner = "".join(parts)
    return f'<attachments><attachment><doc name="annex"><mainBody>{inner}</mainBody></doc></attachment></attachments>'


ENGLISH = (head("Energy"), paragraph("One.", "1."), head("Trade"), paragraph("Two.", "2."))


def test_a_paragraph_at_the_place_of_a_heading_is_set_as_one():
    plain = (paragraph("Énergie"), paragraph("Un.", "1."), paragraph("Commerce"), paragraph("Deux.", "2."))
    made, count, said = likening.likened(document("fr", *plain), document("en", *ENGLISH))
    assert [(each.label, each.kind, each.shape.level) for each in made.clauses if each.kind is Kind.HEADING] == [
        ("H1", Kind.HEADING, 2), ("H2", Kind.HEADING, 2),
    ]  # fmt: skip
    assert count == 2
    assert [each.text for each in said] == ["2 paragraphs are set as headings, as in en: “Énergie”, “Commerce”"]
    assert made == document("fr", head("Énergie"), plain[1], head("Commerce"), plain[3])


def test_a_numeral_over_such_a_paragraph_is_its_number():
    english = (
        '<paragraph class="H23"><num>V</num><subheading>The Area</subheading></paragraph>',
        paragraph("One.", "1."),
    )
    plain = (paragraph("五"), paragraph("区域"), paragraph("一", "1."))
    made, _, _ = likening.likened(document("zh", *plain), document("en", *english))
    (found,) = [each for each in made.clauses if each.kind is Kind.HEADING]
    assert (found.shape.number, found.source) == ("五", "区域")


def test_the_heading_of_an_annex_is_found_and_labels_are_those_of_the_sibling():
    english = document(
        "en", paragraph("One.", "1."), after=annex(head("Annex"), head("Strategies"), paragraph("We act."))
    )
    plain = annex(paragraph("附件"), paragraph("战略"), paragraph("行动。"))
    made, count, _ = likening.likened(document("zh", paragraph("一", "1."), after=plain), english)
    assert count == 2
    assert [each.label for each in made.walk()] == [each.label for each in english.walk()]


def test_a_sentence_at_the_place_of_a_heading_stays_a_paragraph():
    plain = (paragraph("Nous agissons."), paragraph("Un.", "1."), paragraph("Commerce"), paragraph("Deux.", "2."))
    made, count, _ = likening.likened(document("fr", *plain), document("en", *ENGLISH))
    assert count == 1
    assert made.clauses[1].kind is Kind.TEXT


def test_what_told_is_named_in_the_manifest_and_asked_again(tmp_path):
    folder = tmp_path / "record"
    for name, language, parts in (
        ("French/A_RES_77_1-2223456F.xml", "fr", (paragraph("Énergie"), paragraph("Un.", "1."))),
        ("English/A_RES_77_1-2223456E.xml", "en", (head("Energy"), paragraph("One.", "1."))),
    ):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(statement("".join(parts), language=language))
    french = folder / "French/A_RES_77_1-2223456F.xml"
    reading = Workspace(ROOT).record(str(french))
    assert reading.evidence.headings == 1
    assert [each.name for each in reading.evidence.headed_by] == ["A_RES_77_1-2223456E.xml"]


def test_headings_of_a_file_of_the_record_come_from_its_sibling():
    path = corpus("un-hard/GA/80session/Chinese/A_RES_80_226-2520943C.xml")
    found = Workspace(ROOT).record(str(path))
    english = Workspace(ROOT).record(str(path).replace("Chinese", "English").replace("C.xml", "E.xml"))
    heads = [sum(each.kind is Kind.HEADING for each in one.document.walk()) for one in (found, english)]
    assert found.evidence.headings >= 19
    assert heads[1] - heads[0] == 0
