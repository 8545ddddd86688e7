"""The file for the press and the booklets: inks, boxes, marks, order of sheets, the same bytes every time."""

import os
from pathlib import Path

import pikepdf
import pytest
from conftest import DOCUMENT, ROOT, run

from engross.preflight import State, examining
from engross.preflight.press import inks as inks_of
from engross.sources.press import Press
from engross.typesetting.outputs import imposition
from engross.typesetting.outputs.press import MARGIN, MM
from engross.typesetting.weasyprint.inks import inks
from engross.workspace import Workspace
from engross.workspace.icc_profiles import find_profile

PROFILE = ROOT / ".engross" / "profiles" / "FOGRA39L_coated.icc"


@pytest.fixture(scope="session")
def profile() -> bytes:
    """The colour profile; its absence is told, and is a failure on CI."""
    if not PROFILE.is_file():
        if os.environ.get("CI"):
            pytest.fail("the colour profile is absent: scripts/press-profile fetches it")
        pytest.skip("the colour profile is absent: scripts/press-profile fetches it")
    return PROFILE.read_bytes()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory, profile: bytes) -> Path:
    """English and Arabic files for the press, made once; every one passed the comparison with the edition."""
    folder = tmp_path_factory.mktemp("printed")
    done = run(ROOT, "build", "--language", "en,ar", "--house", "interpol", "--output", "press,booklet,book",
               "--build-dir", str(folder))  # fmt: skip
    assert done.code == 0, done.err
    return folder / DOCUMENT / "interpol"


def file(printed: Path, language: str, output: str) -> Path:
    return printed / f"{DOCUMENT}.{language}.{output}.pdf"


@pytest.mark.pdf
@pytest.mark.parametrize("output", ["press", "booklet", "book"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_is_printed_is_pdf_x_4_as_far_as_we_can_tell(printed: Path, language: str, output: str) -> None:
    (report,) = examining.examine([file(printed, language, output)], (), Path("/nonexistent"))
    assert report.declares == ("x4",)
    assert report.findings == ()
    assert {verdict.state for verdict in report.verdicts} == {State.PASSED}


@pytest.mark.pdf
@pytest.mark.parametrize("output", ["press", "booklet", "book"])
def test_only_ink_is_used_and_black_text_is_k_alone(printed: Path, output: str) -> None:
    with pikepdf.open(file(printed, "ar", output)) as pdf:
        for page in pdf.pages:
            used = inks_of(page)
            assert {operator for operator, _ in used} <= {"k", "K"}
            for _, operands in used:
                values = [float(each) for each in operands]
                assert values in ([1, 1, 1, 1], [0, 0, 0, values[3]]) or sum(values) <= 3  # no more than 300 % of ink
            assert ("k", ("0", "0", "0", "1")) in used


@pytest.mark.pdf
def test_boxes_are_trim_and_bleed_of_the_house_and_marks_stand_outside_the_bleed(printed: Path) -> None:
    with pikepdf.open(file(printed, "en", "press")) as pdf:
        assert pdf.pdf_version == "1.6"
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.TrimBox)
            assert (round(right - left), round(top - bottom)) == (595, 842)
            bleed = [float(each) for each in page.BleedBox]
            assert [round(abs(a - float(b)), 2) for a, b in zip(bleed, page.TrimBox, strict=True)] == [
                round(3 * MM, 2)
            ] * 4
            assert [float(each) for each in page.MediaBox[:2]] == [0, 0]
            assert "/Annots" not in page.obj
            steps = list(pikepdf.parse_content_stream(page.Contents[0], "m l"))
            ends = [tuple(map(float, step.operands)) for step in steps]
            assert len(ends) == 2 * (8 + 8)
            for x, y in ends:
                assert not (bleed[0] < x < bleed[2] and bleed[1] < y < bleed[3])
                assert 0 < x < float(page.MediaBox[2]) and 0 < y < float(page.MediaBox[3])


@pytest.mark.pdf
def test_output_intent_is_the_registered_condition_with_its_profile(printed: Path, profile: bytes) -> None:
    with pikepdf.open(file(printed, "en", "press")) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == profile
        assert intent.DestOutputProfile.N == 4
        assert str(pdf.docinfo["/Trapped"]) == "/False"


@pytest.mark.pdf
def test_the_same_bytes_in_another_time_zone_and_place(printed: Path, tmp_path: Path) -> None:
    done = run(ROOT, "build", "--language", "ar", "--house", "interpol", "--output", "press,booklet,book",
               "--build-dir", str(tmp_path), TZ="Asia/Kathmandu", LANG="tr_TR.UTF-8", PYTHONHASHSEED="9")  # fmt: skip
    assert done.code == 0, done.err
    for output in ("press", "booklet", "book"):
        again = file(tmp_path / DOCUMENT / "interpol", "ar", output)
        assert again.read_bytes() == file(printed, "ar", output).read_bytes()


@pytest.mark.pdf
@pytest.mark.parametrize(("language", "order"), [("en", [(0, 1), (2, 3)]), ("ar", [(1, 4), (3, 2)])])
def test_the_sheets_of_a_booklet_hold_the_pages_in_the_order_of_its_binding(
    printed: Path, language: str, order: list
) -> None:
    with pikepdf.open(file(printed, language, "booklet")) as pdf:
        found = []
        for page in pdf.pages:
            steps = pikepdf.parse_content_stream(page, "cm Do")
            places: dict[bool, int] = {}
            for move, draw in zip(steps[::2], steps[1::2], strict=True):
                left = float(move.operands[4]) < MARGIN + 595 / 2
                places[left] = int(str(draw.operands[0]).removeprefix("/P"))
            found.append((places.get(True, 0), places.get(False, 0)))
        assert found == order


@pytest.mark.pdf
def test_a_gradient_is_refused_and_a_coloured_picture_is_turned_into_ink(workspace: Path, profile: bytes) -> None:
    from PIL import Image

    Image.new("RGB", (60, 60), (200, 30, 40)).save(workspace / "emblem.png")
    (workspace / ".engross" / "profiles").mkdir(parents=True)
    (workspace / ".engross" / "profiles" / PROFILE.name).write_bytes(profile)
    house = workspace / "templates" / "interpol"
    settings = (house / "house.toml").read_text().replace('emblem = "emblem.svg"', 'emblem = "emblem.png"')
    (house / "house.toml").write_text(settings)
    done = run(workspace, "build", "--language", "en", "--output", "press")
    assert done.code == 0, done.err
    with pikepdf.open(next((workspace / "build").rglob("*.press.pdf"))) as pdf:
        spaces = {str(o.ColorSpace) for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o}
    assert spaces == {"/DeviceCMYK"}
    with (house / "page.css").open("a") as css:
        css.write("header { background: linear-gradient(#fff, #00f) }\n")
    done = run(workspace, "build", "--language", "en", "--output", "press")
    assert (done.code, "gradient" in done.err) == (7, True)


# The order of sheets by arithmetic: front and back of each sheet, outermost first, left and right page.
ORDERS = {
    4: [(4, 1), (2, 3)],
    5: [(0, 1), (2, 0), (0, 3), (4, 5)],
    8: [(8, 1), (2, 7), (6, 3), (4, 5)],
    13: [(0, 1), (2, 0), (0, 3), (4, 13), (12, 5), (6, 11), (10, 7), (8, 9)],
}


@pytest.mark.parametrize("pages", ORDERS)
def test_order_of_a_stapled_booklet_and_its_mirror_for_right_to_left(pages: int) -> None:
    assert [(side.left, side.right) for side in imposition.saddle(pages)] == ORDERS[pages]
    assert [(side.right, side.left) for side in imposition.saddle(pages, rtl=True)] == ORDERS[pages]


@pytest.mark.parametrize("pages", range(1, 41))
@pytest.mark.parametrize("signature", [4, 8, 16])
def test_every_page_is_printed_once_and_back_to_back_with_its_leaf(pages: int, signature: int) -> None:
    for sides in (imposition.sections(pages, signature), imposition.saddle(pages)):
        printed = [page for side in sides for page in (side.left, side.right) if page]
        assert sorted(printed) == list(range(1, pages + 1))
        for front, back in zip(sides[::2], sides[1::2], strict=True):
            for one, other in ((front.left, back.right), (front.right, back.left)):
                assert not (one and other) or abs(one - other) == 1
            assert front.depth == back.depth


def test_pages_creep_towards_the_fold_by_the_paper_around_them() -> None:
    depths = [side.depth for side in imposition.saddle(13)]
    assert depths == [0, 0, 1, 1, 2, 2, 3, 3]
    assert [imposition.creep(side, 0.1) for side in imposition.sections(13, 8)] == [0, 0, 0.1, 0.1, 0, 0, 0.1, 0.1]


def test_greys_are_black_ink_alone_and_colours_are_mixed_by_the_profile(profile: bytes) -> None:
    assert inks((0, 0, 0), profile) == (0, 0, 0, 1)
    assert inks((1, 1, 1), profile) == (0, 0, 0, 0)
    assert inks((0.5, 0.5, 0.5), profile) == (0, 0, 0, 0.5)
    cyan, magenta, yellow, _ = inks((0.0, 0.0, 1.0), profile)
    assert cyan > 0.8 and magenta > 0.6 and yellow < 0.2


def test_a_profile_with_other_bytes_is_not_taken(tmp_path: Path) -> None:
    from engross.errors import HouseError

    press = Press(condition="FOGRA39", profile="p.icc", sha256="0" * 64)
    (tmp_path / "p.icc").write_bytes(b"x")
    with pytest.raises(HouseError, match="p.icc"):
        find_profile(press, [tmp_path], "house.toml")
    with pytest.raises(HouseError, match="no printing condition"):
        find_profile(Press(), [tmp_path], "house.toml")


def test_every_house_can_be_printed() -> None:
    workspace = Workspace(ROOT)
    houses = [workspace.house(id) for id in workspace.houses()]
    assert {house.press.condition for house in houses} == {"FOGRA39"}
