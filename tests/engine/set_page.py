"""Set an HTML page as the record output does, without an edition: set_page.py IN.html OUT.pdf. Prints the problems."""

import sys
from pathlib import Path

from weasyprint import HTML

from engross import building
from engross.engine import conformance
from engross.engine.tagging import tagging
from engross.workspace import Workspace

building.prepare_fonts(Workspace(Path(__file__).parents[2]), False)

from engross.outputs.pdf import font_configuration  # noqa: E402


def main(page: str, file: str) -> None:
    document = HTML(string=Path(page).read_text(encoding="utf-8")).render(font_config=font_configuration())
    with tagging(document) as problems:
        document.write_pdf(
            file, pdf_variant="pdf/a-3a", pdf_identifier=b"a page", finisher=conformance.finisher((), False)
        )
    for problem in problems:
        print(problem.code, problem.text)


if __name__ == "__main__":
    main(*sys.argv[1:])
