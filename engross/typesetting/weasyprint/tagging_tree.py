"""The structure tree of a set document: one node for each HTML element that has a role, however many pages it crosses.

Reads the boxes of WeasyPrint 70 (`page._page_box`, `box.element`, `box.link_annotation`) for what stands where;
the order, the roles and the words come from the HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engross.errors import Place, Problem
from engross.typesetting.weasyprint import tagging_roles as roles
from engross.typesetting.weasyprint.tagging_marks import Furniture, subtree, unwrapped
from engross.typesetting.weasyprint.tagging_text import BREAK, Content, align, collapse

Element = roles.Element
_HEADING = re.compile("H[1-6]")
Area = tuple[int, float, float, float, float]  # page (from 0); left, bottom, right, top in pt from the page's foot
PT = 0.75  # pt in one CSS pixel


@dataclass(slots=True, eq=False)
class Node:
    """A structure element: role, source element (None for one without its own text), children, what it carries.

    `kids` holds nodes and contents in reading order; `text` is what its own contents say, when it holds no node.
    """

    role: str
    element: Element | None
    parent: "Node | None" = None
    kids: list[Any] = field(default_factory=list)
    text: str = ""
    language: str = ""
    id: str = ""
    alternative: str = ""
    area: Area | None = None
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    refers: "Node | None" = None
    properties: dict[str, Any] = field(default_factory=dict)

    def walk(self) -> "Iterator[Node]":
        """This node and every node under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


@dataclass(slots=True)
class Planter:
    """The tree while it grows. `tags` is, for each page, box → (number, group), as the marker made it."""

    root: Element
    furniture: Furniture
    tags: list[dict[Any, tuple[int, Any]]]
    problems: list[Problem] = field(default_factory=list)
    document: Node = field(init=False)
    parents: dict[Element, Element] = field(init=False)
    inner: dict[Element, Node] = field(default_factory=dict)  # where an element's own content goes
    outer: dict[Element, Node] = field(default_factory=dict)  # what stands for it in its parent
    made: dict[tuple[Element, str], Node] = field(default_factory=dict)  # calls and marks, made by style sheets
    drawn: set[Element] = field(default_factory=set)
    apart: set[Element] = field(default_factory=set)  # blocks: their text touches no other
    added: dict[tuple[Element, str], str] = field(default_factory=dict)  # ::before, ::after
    bookmarked: list[Element] = field(default_factory=list)  # the elements of the bookmarks, in their order

    def __post_init__(self) -> None:
        self.document = Node("Document", self.root)
        self.inner[self.root] = self.outer[self.root] = self.document
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def visit(self, page: int, height: float, box: Any) -> None:
        """Take a box of a page (its height in px) into the tree, with everything in it."""
        from weasyprint.formatting_structure import boxes

        box = unwrapped(box)
        element = box.element
        if isinstance(box, boxes.MarginBox):
            if any(each.link_annotation for each in subtree(box)):
                self.problems.append(_margin_link())
            return
        if id(box) not in self.furniture and element is not None:
            self._take(page, height, box)
            if box.bookmark_label and box.style["bookmark_level"] != "none":
                self.bookmarked.append(element)
        if box.link_annotation and element is not None:
            self._link(element).annotations.append((page, box.link_annotation))
        for child in getattr(box, "children", ()):
            self.visit(page, height, child)

    def _take(self, page: int, height: float, box: Any) -> None:
        from weasyprint.formatting_structure import boxes

        self.drawn.add(box.element)
        if isinstance(box, boxes.BlockLevelBox | boxes.AtomicInlineLevelBox | boxes.TableCellBox):
            self.apart.add(box.element)
        if isinstance(box, boxes.TextBox):
            self._take_text(page, box)
        elif isinstance(box, boxes.ReplacedBox):
            self._take_figure(page, height, box)
        elif isinstance(box, boxes.TableCellBox):
            self._node(box.element)  # an empty cell is a cell

    def _take_text(self, page: int, box: Any) -> None:
        entry = self.tags[page].pop(box, None)
        if entry is None:
            return
        pseudo = box.element_tag.partition("::")[2]
        if pseudo in ("before", "after"):
            key = box.element, pseudo
            self.added[key] = self.added.get(key, "") + box.text
        self._text_node(box.element, pseudo).kids.append(Content(page, entry[0], box.text, entry[1]))

    def _take_figure(self, page: int, height: float, box: Any) -> None:
        entry = self.tags[page].pop(box, None)
        if entry is None:
            return
        node = self._node(box.element)
        left, top = box.content_box_x() * PT, (height - box.content_box_y()) * PT
        if node.role == "Figure" and node.area is None:
            node.area = page, left, top - box.height * PT, left + box.width * PT, top
        node.kids.append(Content(page, entry[0], "", entry[1]))

    def _node(self, element: Element) -> Node:
        """The node of an element, or of the nearest element above that has a role."""
        if element in self.inner:
            return self.inner[element]
        role = roles.role(element)
        above = self._node(self.parents[element])
        if not role or (role == "Figure" and above.role == "Figure"):
            return above
        if role not in roles.ROLES:
            self.problems.append(_unknown(element, role))
        above = self._home(role, above)
        if role == "LBody" and element.tag == "p":  # a clause that is the body of a list item is a P in it
            self.outer[element] = self._add(Node("LBody", None), above)
            node = self._add(Node("P", element), self.outer[element])
        else:
            node = self.outer[element] = self._add(Node(role, element), above)
        if role == "LI" and element.get("data-tag") is None:
            node = self._add(Node("LBody", element), node)
        elif role != "Link" and roles.is_link(element):
            node = self._add(Node("Link", element), node)
        self.inner[element] = node
        return node

    def _home(self, role: str, above: Node) -> Node:
        """Where a node goes: an item of a list holds a label and a body, and everything else is in the body."""
        if role == "Lbl" and above.role == "P" and above.parent and above.parent.role == "LBody":
            return above.parent.parent or above
        if above.role != "LI" or role in ("Lbl", "LBody"):
            return above
        bodies = [kid for kid in above.kids if isinstance(kid, Node) and kid.role == "LBody"]
        return bodies[0] if bodies else self._add(Node("LBody", None), above)

    def _add(self, node: Node, parent: Node) -> Node:
        node.parent = parent
        parent.kids.append(node)
        return node

    def _text_node(self, element: Element, pseudo: str) -> Node:
        """The node that the text of an element belongs to; text that stands in no paragraph gets one."""
        if pseudo == "footnote-call":
            return self._made(element, "call", "Reference", self._node(self.parents[element]))
        if pseudo in ("footnote-marker", "marker"):
            node = self._node(element)
            return self._made(element, "mark", "Lbl", node if node.role != "LBody" else node.parent or node)
        node = self._node(element)
        return node if node.role not in roles.GROUPING else self._paragraph(element, node)

    def _made(self, element: Element, part: str, role: str, parent: Node) -> Node:
        if (element, part) not in self.made:
            node = self.made[element, part] = Node(role, None)
            node.parent = parent
            parent.kids.insert(0 if part == "mark" else len(parent.kids), node)
        return self.made[element, part]

    def _paragraph(self, element: Element, group: Node) -> Node:
        """A paragraph for text without one: the outermost element under the group that holds no role itself."""
        path = [element]
        while path[-1] is not group.element and path[-1] in self.parents:
            path.append(self.parents[path[-1]])
        for each in reversed(path[:-1]):
            if not any(roles.role(inner) for inner in each.iter() if isinstance(inner.tag, str)):
                node = self.outer[each] = self.inner[each] = self._add(Node("P", each), group)
                return node
        return self._made(element, "text", "P", group)

    def _link(self, element: Element) -> Node:
        """The Link of an annotation."""
        while not roles.is_link(element) and element in self.parents:
            element = self.parents[element]
        node = self._node(element)
        return node if node.role == "Link" else self._made(element, "link", "Link", node)

    # When all pages are visited

    def finish(self) -> Node:
        """The whole tree: children in the order of the HTML, words from the HTML, languages, names."""
        for node in list(self.document.walk()):
            contents = [kid for kid in node.kids if isinstance(kid, Content)]
            if node.element is None:
                node.text = "".join(content.text for content in contents).strip()
            elif node.role == "Figure":
                node.alternative = roles.alternative(node.element)
                self._check_alternative(node)
            elif node.role in roles.GROUPING and not contents:
                self._sort(node)
            else:
                self._speak(node, contents)
        for node in self.document.walk():
            _name(node)
        self._level_headings()
        return self.document

    def _level_headings(self) -> None:
        """Headings that skip no level, as a reader climbs through them (ISO 14289-1, 7.4.2): H1, H3 become H1, H2."""
        above: list[str] = []
        for node in self.document.walk():
            if _HEADING.fullmatch(node.role):
                while above and above[-1] >= node.role:
                    above.pop()
                above.append(node.role)
                node.role = f"H{len(above)}"

    def _sort(self, node: Node) -> None:
        order = {child: at for at, child in enumerate(self._nodes_in(node))}
        node.kids.sort(key=lambda kid: order.get(kid, -1 if kid.role == "Lbl" else len(order)))

    def _nodes_in(self, node: Node) -> Iterator[Node]:
        yield from (part for part in self._flat(node.element, node) if isinstance(part, Node))

    def _flat(self, element: Element, owner: Node) -> Iterator[Any]:
        """The texts and nodes that an element holds, in the order of the HTML, those without a role looked through."""
        yield self.added.get((element, "before"), "")
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from self._flat_child(child, owner)
            yield child.tail or ""
        yield self.added.get((element, "after"), "")

    def _flat_child(self, child: Element, owner: Node) -> Iterator[Any]:
        for part in ("call", "text", "link"):
            node = self.made.get((child, part))
            if node is not None and node.parent is owner:
                yield node
        node = self.outer.get(child)
        apart = BREAK if child in self.apart else ""
        if node is not None:
            if node.parent is owner:
                yield from (apart, node, apart) if node.role in roles.INLINE else (node,)
        elif child.tag == "br":
            yield BREAK
        elif child in self.drawn and not roles.role(child):
            yield apart
            yield from self._flat(child, owner)
            yield apart

    def _speak(self, node: Node, contents: list[Content]) -> None:
        """Give a node the words of the HTML; where nodes stand among them, in a Span for each stretch of text."""
        inner = self.outer.get(node.element) is not node
        parts = collapse(list(self._flat(node.element, node)), inline=node.role in roles.INLINE)
        nodes = [part for part in parts if isinstance(part, Node)]
        extra = [kid for kid in node.kids if isinstance(kid, Node) and kid not in nodes]
        if inner is False and extra and not contents:  # an LI with its LBody, a Reference with its Link
            return
        texts = [part for part in parts if isinstance(part, str)]
        groups = align(texts, contents)
        if groups is None:
            self.problems.append(_differs(node, texts, contents))
            return
        if not nodes:
            node.text, node.kids = texts[0], [*extra, *contents]
            return
        kids: list[Any] = list(extra)
        for part in parts:
            if isinstance(part, Node):
                kids.append(part)
            elif group := groups.pop(0):
                kids.append(Node("Span", None, node, list(group), part))
        node.kids = kids

    def _check_alternative(self, node: Node) -> None:
        if not node.alternative:
            self.problems.append(
                Problem(
                    code="engine/no-alternative",
                    text="image has no alternative text",
                    hint='give it alt="…" in the template (alt="" for mere decoration)',
                )
            )


def _name(node: Node) -> None:
    """Give a node the id and the language of its element."""
    element, above = node.element, node.parent
    if element is None or above is None or above.element is element:
        return
    node.id = element.get("id") or ""
    node.language = element.get("lang") or ""


def _margin_link() -> Problem:
    return Problem(
        code="engine/margin-link",
        text="a running header or footer contains a link; links there cannot be tagged",
        hint="take the link out of the running head or foot (`data-margin` in the template)",
    )


def _unknown(element: Element, role: str) -> Problem:
    return Problem(
        code="engine/role",
        place=Place(clause=element.get("id") or ""),
        text=f"data-tag={role!r} is no role of a structure element",
        hint=f"one of: {', '.join(sorted(roles.ROLES))}",
    )


def _differs(node: Node, texts: list[str], contents: list[Content]) -> Problem:
    said = " ".join(texts)[:40]
    shown = "".join(content.text for content in contents)[:40]
    return Problem(
        code="engine/tag-text",
        place=Place(clause=node.element.get("id") or "" if node.element is not None else ""),
        text=f"the pages show “{shown}” where the template says “{said}”",
        hint="the style sheet changes the text (text-transform, content); write the text itself as it is to be read",
    )
