"""Computed styles kept over documents: what an earlier page found out of a rule, a later one does not work out again.

A `KeptStyle` holds what follows from the cascade of an element and from its ancestors, and is never on a page. An
element gets a `PageStyle`, a copy that the engine may change; what it does not have yet is asked of the kept one.

Stands in for `weasyprint.css.StyleFor` (WeasyPrint 70). Imported only when a page is set.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from itertools import count
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, Pending, StyleFor
from weasyprint.css.properties import Dimension

KEPT = 5_000  # styles, about 3 kB each: ten houses in six languages
CHANGED = frozenset(  # what the engine changes in place; nothing but an explicit `inherit` below is worked out from it
    ("anchor", "counter_increment", "counter_reset", "counter_set", "display", "overflow")
    + tuple(f"{area}_{side}" for area in ("margin", "padding") for side in ("top", "right", "bottom", "left"))
)
_CHANGED_LOGICALLY = tuple(f"{area}_{axis}" for area in ("margin", "padding") for axis in ("block", "inline"))
_OF_PLACE = frozenset(("display", "float", "position"))  # an anonymous box's display follows from its place
Cascade = Mapping[str, tuple[Any, tuple[Any, ...]]]


class PageSizeAsked(BaseException):
    """A value depends on the size of the first page, which no two documents need share (the units vw and vh)."""


class _NoPageSizes(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        raise PageSizeAsked(name)


class KeptStyle(ComputedStyle):  # type: ignore[misc]
    """What a cascade comes to below a kept style: `number` is its own and never given again."""

    def __init__(self, number: int, parent: "KeptStyle | None", cascaded: Cascade, page: "PageStyle") -> None:
        root = page.root_style.kept if parent is not None else page.root_style
        super().__init__(parent, cascaded, page.pseudo_type, root, page.base_url, page.font_config, _NoPageSizes())
        self.number = number


class PageStyle(ComputedStyle):  # type: ignore[misc]
    """The style of an element of one document, which takes its values from the style that is kept."""

    kept: KeptStyle

    def keep(self, kept: KeptStyle) -> None:
        """Take what `kept` has found out so far; the anchor is the element's own."""
        self.kept = kept
        self.specified = kept.specified
        self.update(kept)
        if "anchor" in self.cascaded:
            super().__setitem__("anchor", self._unkept()["anchor"])

    def __missing__(self, key: str) -> Any:
        try:
            value = self.kept[key]
        except PageSizeAsked:
            value = self._unkept()[key]
        super().__setitem__(key, value)
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        if key not in CHANGED:
            raise TypeError(f"{key} of a computed style is changed in place, and others were worked out from it")
        super().__setitem__(key, value)

    def _unkept(self) -> Any:
        """The style as the engine makes it."""
        return ComputedStyle(
            self.parent_style, self.cascaded, self.pseudo_type, self.root_style, self.base_url, self.font_config,
            self.initial_page_sizes,
        )  # fmt: skip

    @cached_property
    def anonymous_style(self) -> "PageAnonymousStyle":
        """The style of boxes without an element in this one."""
        return PageAnonymousStyle(self)


class PageAnonymousStyle(AnonymousStyle):  # type: ignore[misc]
    """The style of anonymous boxes of one document; changed in place as the engine likes."""

    def __init__(self, parent: PageStyle) -> None:
        super().__init__(parent)
        self.kept = parent.kept.anonymous_style
        self.update(self.kept)

    def __missing__(self, key: str) -> Any:
        if key in _OF_PLACE:
            return super().__missing__(key)
        try:
            value = self[key] = self.kept[key]
        except PageSizeAsked:
            value = super().__missing__(key)
        return value


class Memory:
    """The kept styles of a process, those used last: never more than `limit`."""

    def __init__(self, limit: int = KEPT) -> None:
        self.limit = limit
        self.styles: OrderedDict[tuple[Any, ...], KeptStyle] = OrderedDict()
        self._numbers = count(1)

    def find(self, page: PageStyle) -> KeptStyle:
        """The style that is kept for this one, of this or an earlier document."""
        parent = page.parent_style.kept if page.parent_style is not None else None
        key = (*_origin(page, parent), *_rules(page.cascaded))
        kept = self.styles.get(key)
        if kept is not None:
            self.styles.move_to_end(key)
            return kept
        cascaded = {name: entry for name, entry in page.cascaded.items() if name != "anchor"}
        kept = self.styles[key] = KeptStyle(next(self._numbers), parent, cascaded, page)
        if len(self.styles) > self.limit:
            self.styles.popitem(last=False)
        return kept


def _origin(page: PageStyle, parent: KeptStyle | None) -> tuple[Any, ...]:
    """What a style comes from beside its rules. The kept style holds the fonts, so that their number stays theirs."""
    above = (parent.number, page.root_style.kept.number) if parent is not None else ()
    return (*above, page.pseudo_type, page.base_url, id(page.font_config))


def _rules(cascaded: Cascade) -> Iterator[Any]:
    """The rules by which a cascade is known: values of style sheets by identity, those that an element gives by value.

    The kept style holds its cascade, so that the numbers of the values stay theirs.
    """
    for name, (value, weight) in cascaded.items():
        if name != "anchor":
            yield name
            yield value if name == "lang" or type(value) in (str, Dimension) else id(value)
            yield (*weight[:2], *weight[2])


@cache
def memory() -> Memory:
    """The styles that this process keeps."""
    return Memory()


def _can_be_kept(cascaded: Cascade) -> bool:
    """Whether nothing in it follows from what the engine may have changed in the parent."""
    return not any(
        value == "inherit" or isinstance(value, Pending)
        for name, (value, _) in cascaded.items()
        if name in CHANGED or name.startswith(_CHANGED_LOGICALLY)
    )


class KeepingStyleFor(StyleFor):  # type: ignore[misc]
    """As the engine's, with styles that are kept, and those of pseudo-elements not made before they are asked for.

    Each element has six pseudo-elements by the engine's own rules (marker, calls and markers of notes).
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._waiting: dict[tuple[Any, str], tuple[Any, ...]] = {}
        super().__init__(*args, **options)

    def __call__(self, element: Any, pseudo_type: str | None = None) -> Any:
        """The style of an element or pseudo-element; None when no rule is for it."""
        if pseudo_type is not None and (waiting := self._waiting.pop((element, pseudo_type), None)):
            self._make(element, pseudo_type, *waiting)
        return super().__call__(element, pseudo_type)

    def set_computed_styles(
        self, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:  # fmt: skip
        """Make the style of an element now, that of a pseudo-element when it is asked for, unless it is an anchor."""
        cascaded = self._cascaded_styles.get((element, pseudo_type), {})
        made_from = (cascaded, parent, root, base_url, target_collector)
        if pseudo_type is None or "anchor" in cascaded:
            self._make(element, pseudo_type, *made_from)
        else:
            self._waiting[element, pseudo_type] = made_from

    def _make(
        self, element: Any, pseudo_type: str | None, cascaded: Cascade, parent: Any, root: Any, base_url: str | None,
        target_collector: Any,
    ) -> None:  # fmt: skip
        styles = self._computed_styles
        if element == root and pseudo_type is None:
            above, top = None, InitialStyle(self.font_config)
        else:
            above, top = styles[parent, None], styles[root, None]
        given = (above, cascaded, pseudo_type, top, base_url, self.font_config, self.initial_page_sizes)
        if (above is None or type(above) is type(top) is PageStyle) and _can_be_kept(cascaded):
            style = PageStyle(*given)
            style.keep(memory().find(style))
        else:
            style = ComputedStyle(*given)
        styles[element, pseudo_type] = style
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])
