"""Set an HTML page as the record output does: set_page.py IN.html OUT.pdf [ua2]. Prints the problems."""

import sys
from datetime import date
from pathlib import Path

from weasyprint import HTML

from engross import building
from engross.typesetting.weasyprint import conformance, xmp
from engross.typesetting.weasyprint.tagging import tagging
from engross.workspace import Workspace

building.prepare_fonts(Workspace(Path(__file__).parents[2]), False)

from engross.typesetting.pdf import font_configuration  # noqa: E402


def main(page: str, file: str, kind: str = "record") -> None:
    document = HTML(string=Path(page).read_text(encoding="utf-8")).render(font_config=font_configuration())
    variant, declaration = ("pdf/a-4f", xmp.UA_2) if kind == "ua2" else ("pdf/a-3a", xmp.UA_1)
    source = conformance.Source(name="page.html", mime="text/html", data=Path(page).read_bytes(), about="The page")
    with tagging(document) as problems:
        document.write_pdf(
            file,
            pdf_variant=variant,
            pdf_tags=True,
            pdf_identifier=b"a page",
            attachments=conformance.attachments([source], date(2026, 11, 24)),
            finisher=conformance.finisher([source], False, declaration),
        )
    for problem in problems:
        print(problem.code, problem.text)


if __name__ == "__main__":
    main(*sys.argv[1:])
