"""Files made one: what each had is there, under names of its own, once where it is the same; else it is refused."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from engross.errors import EngineComplaint
from engross.pipeline.binding import Annex, bind, embed, streams


def tagged(words: str, language: str = "en", font: bytes = b"font", **root: object) -> bytes:
    """A tagged file of two pages: a paragraph P1 over both, a table cell that names its heading, a link, a bookmark."""
    with pikepdf.new() as pdf:
        pages = [pdf.add_blank_page(page_size=(200, 100)) for _ in range(2)]
        face = pdf.make_indirect(Dictionary(Type=Name.Font, FontFile=pdf.make_stream(font)))
        for number, page in enumerate(pages):
            page.obj.Contents = pdf.make_stream(f"/P <</MCID 0>> BDC ({words} {number}) EMC".encode())
            page.obj.Resources = Dictionary(Font=Dictionary(F1=face))
            page.obj.StructParents = number
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(S=Name.Document, P=tree, Type=Name.StructElem))
        paragraph = pdf.make_indirect(
            Dictionary(
                S=Name.P,
                P=document,
                Pg=pages[0].obj,
                ID=String("P1"),
                Type=Name.StructElem,
                A=Dictionary(O=Name.Table, Headers=[String("H1")]),
                K=[0, Dictionary(Type=Name.MCR, Pg=pages[1].obj, MCID=0)],
            )  # fmt: skip
        )
        link = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], Dest=String("P1"), StructParent=2)
        )
        pages[1].obj.Annots = Array([link])
        document.K = Array([paragraph])
        tree.K = document
        tree.ParentTree = Dictionary(Nums=[0, [paragraph], 1, [paragraph], 2, paragraph])
        tree.ParentTreeNextKey = 3
        tree.IDTree = Dictionary(Names=[String("P1"), paragraph])
        for key, value in root.items():
            tree[f"/{key}"] = value
        place = Array([pages[0].obj, Name.Fit])
        mark = pdf.make_indirect(Dictionary(Title=words, Dest=place, Count=0))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=mark, Last=mark, Count=1))
        mark.Parent = pdf.Root.Outlines
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=[String("P1"), place]))
        pdf.Root.StructTreeRoot, pdf.Root.Lang = tree, String(language)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def annex(words: str = "two", name: str = "a.fr", under: str = "", **more: object) -> Annex:
    return Annex(data=tagged(words, "fr", **more), name=name, under=under)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_pages_of_an_annex_stand_behind_those_of_the_letter_unchanged():
    letter, one, two = tagged("letter"), annex("one", "a.en"), annex("two", "a.fr")
    assert list(streams(bind(letter, [one, two]))) == [*streams(letter), *streams(one.data), *streams(two.data)]


def test_annex_stands_behind_the_pages_of_what_opens_it_and_under_it_in_the_structure():
    letter = tagged("letter")
    with opened(bind(letter, [annex(under="P1")])) as pdf:
        paragraph = pdf.Root.StructTreeRoot.K.K[0]
        assert [str(each.get("/ID", "")) for each in list(paragraph.K)[2:]] == ["a.fr"]


def test_annex_is_a_part_with_its_own_language_and_its_ids_have_its_name():
    with opened(bind(tagged("letter"), [annex()])) as pdf:
        part = pdf.Root.StructTreeRoot.K.K[1]
        assert (str(part.S), str(part.Lang), str(part.ID)) == ("/Part", "fr", "a.fr")
        assert str(part.K[0].ID) == "a.fr.P1"
        assert str(part.K[0].A.Headers[0]) == "a.fr.H1"
        assert [str(each) for each in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]] == ["P1", "a.fr", "a.fr.P1"]


def test_every_page_and_link_leads_to_its_own_element():
    with opened(bind(tagged("letter"), [annex()])) as pdf:
        tree = pdf.Root.StructTreeRoot
        numbers = dict(zip(list(tree.ParentTree.Nums)[::2], list(tree.ParentTree.Nums)[1::2], strict=True))
        assert sorted(numbers) == list(range(6))
        assert int(tree.ParentTreeNextKey) == 6
        ids = [str(numbers[int(page.obj.StructParents)][0].ID) for page in pdf.pages]
        assert ids == ["P1", "P1", "a.fr.P1", "a.fr.P1"]
        assert str(numbers[int(pdf.pages[3].obj.Annots[0].StructParent)].ID) == "a.fr.P1"
        assert tree.K.K[1].K[0].K[1].Pg.objgen == pdf.pages[3].obj.objgen


def test_links_inside_an_annex_lead_to_its_own_places():
    with opened(bind(tagged("letter"), [annex()])) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        assert [str(each) for each in names[::2]] == ["P1", "a.fr.P1"]
        assert names[3][0].objgen == pdf.pages[2].obj.objgen
        assert [str(pdf.pages[number].obj.Annots[0].Dest) for number in (1, 3)] == ["P1", "a.fr.P1"]


def test_bookmarks_are_in_the_order_of_the_pages():
    with opened(bind(tagged("letter"), [annex("one", "a.en"), annex("two", "a.fr")])) as pdf:
        first = pdf.Root.Outlines.First
        assert [str(each.Title) for each in (first, first.Next, first.Next.Next)] == ["letter", "one", "two"]
        assert "/Next" not in first.Next.Next and int(pdf.Root.Outlines.Count) == 3


def test_fonts_that_are_the_same_are_in_the_file_once():
    def fonts(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
        return {page.obj.Resources.Font.F1.objgen for page in pdf.pages}

    with opened(bind(tagged("letter"), [annex()])) as pdf:
        assert len(fonts(pdf)) == 1
    with opened(bind(tagged("letter"), [annex(font=b"another")])) as pdf:
        assert len(fonts(pdf)) == 2


def test_pages_go_from_right_to_left_where_those_of_all_parts_do():
    def turned(data: bytes, direction: str) -> bytes:
        with opened(data) as pdf:
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True, Direction=Name(direction))
            out = io.BytesIO()
            pdf.save(out)
        return out.getvalue()

    for other, kept in (("/R2L", True), ("/L2R", False)):
        part = Annex(data=turned(annex().data, other), name="a.fr")
        with opened(bind(turned(tagged("letter"), "/R2L"), [part])) as pdf:
            assert ("/Direction" in pdf.Root.ViewerPreferences) is kept


def test_bound_file_is_the_same_every_time():
    letter, annexes = tagged("letter"), [annex("one", "a.en"), annex("two", "a.fr")]
    assert bind(letter, annexes) == bind(letter, annexes)


def test_letter_without_annexes_is_itself():
    assert bind(b"anything", []) == b"anything"


@pytest.mark.parametrize("key", ["RoleMap", "ClassMap"])
def test_maps_of_the_structure_are_joined_and_refused_where_they_disagree(key):
    ours, theirs = Dictionary(Clause=Name.P), Dictionary(Table2=Name.Table)
    with opened(bind(tagged("letter", **{key: ours}), [annex(**{key: theirs})])) as pdf:
        assert set(pdf.Root.StructTreeRoot[f"/{key}"].keys()) == {"/Clause", "/Table2"}
    with pytest.raises(EngineComplaint) as caught:
        bind(tagged("letter", **{key: ours}), [annex(**{key: Dictionary(Clause=Name.H1)})])
    assert caught.value.problems[0].text == "a.fr means something else by /Clause than the letter"


def test_same_edition_twice_is_refused():
    with pytest.raises(EngineComplaint) as caught:
        bind(tagged("letter"), [annex(), annex()])
    assert caught.value.problems[0].code == "engine/bound-twice"


def test_annex_of_other_colours_is_refused():
    with opened(annex().data) as pdf:
        intent = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=pdf.make_stream(b"another profile"))
        pdf.Root.OutputIntents = Array([intent])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(EngineComplaint) as caught:
        bind(tagged("letter"), [Annex(data=out.getvalue(), name="a.fr")])
    assert caught.value.problems[0].code == "engine/bound-colours"


def test_editions_embedded_in_a_letter_are_the_editions_to_the_byte():
    one, two = annex("one", "a.en"), annex("two", "a.fr")
    data = embed(tagged("letter"), [two, one], "2026-11-24")
    with opened(data) as pdf:
        names = list(pdf.Root.Names.EmbeddedFiles.Names)
        files = {str(name): file.EF.F for name, file in zip(names[::2], names[1::2], strict=True)}
        assert {name: file.read_bytes() for name, file in files.items()} == {"a.en.pdf": one.data, "a.fr.pdf": two.data}
        assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Supplement", "/Supplement"]
        assert [str(each.UF) for each in pdf.Root.AF] == ["a.fr.pdf", "a.en.pdf"]
        assert {str(file.Params.ModDate) for file in files.values()} == {"D:20261124000000Z"}
    assert data == embed(tagged("letter"), [two, one], "2026-11-24")
