"""Puts the setting of paragraphs into the engine and takes it out again.

Stands in for `weasyprint.layout.block.iter_line_boxes`, `weasyprint.draw.text.draw_first_line`,
`weasyprint.layout.preferred.split_first_line` and `weasyprint.text.line_break.pyphen` (WeasyPrint 70).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engross.typesetting.paragraphs.rules import Rules, StandIn

if TYPE_CHECKING:
    from engross.typesetting.paragraphs.build import Setting


@contextmanager
def setting_paragraphs(rules: Rules) -> Iterator["Setting"]:
    """Inside the block paragraphs are set by these rules; the setting counts what was built and refused."""
    import weasyprint.draw.text as drawing
    import weasyprint.layout.block as block
    import weasyprint.layout.preferred as preferred
    import weasyprint.text.line_break as line_break

    from engross.typesetting.paragraphs.build import Setting, line_boxes
    from engross.typesetting.paragraphs.columns import measuring
    from engross.typesetting.paragraphs.draw import drawing as draw_with

    setting = Setting(rules)
    stock_lines, stock_draw, pyphen = block.iter_line_boxes, drawing.draw_first_line, line_break.pyphen
    split = preferred.split_first_line
    block.iter_line_boxes = line_boxes(setting, stock_lines)
    drawing.draw_first_line = draw_with(stock_draw)
    preferred.split_first_line = measuring(rules, split)
    line_break.pyphen = StandIn(rules)
    try:
        yield setting
    finally:
        block.iter_line_boxes, drawing.draw_first_line = stock_lines, stock_draw
        preferred.split_first_line, line_break.pyphen = split, pyphen
        setting.forget()
