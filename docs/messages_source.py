"""What the source says to its users: every `Problem` of the package, followed back through the functions that make it.

The words of a message may be a parameter of the function that makes it. Its callers are then found by the imports of
their modules and, for methods, by the class of the object. Two expressions that ask one question get one answer.
"""

import ast
import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from source_names import ANY, Function, Names, reaching

DEEP = 3  # functions that hand the words of a message on
CALLED = "()"  # among the values of a function that is asked only for what it gives back: a sign for each call
Values = dict[str, str]
Answers = dict[str, object]  # by question: the source of a condition, or of what a loop goes over
Said = tuple[str, Answers]


@dataclasses.dataclass(frozen=True, order=True)
class Message:
    """One thing engross may say: its permanent code, its words, its cure."""

    code: str
    text: str
    hint: str


class Source:
    """The modules of a package, parsed, and who calls what in them."""

    def __init__(self, package: Path) -> None:
        self.names = Names(package)
        self.calls: dict[int, list[tuple[Function | None, ast.Call]]] = {}
        for caller, call in self.names.calls():
            for called in self.names.called(call, caller):
                self.calls.setdefault(id(called.node), []).append((caller, call))

    @property
    def modules(self) -> dict[Path, ast.Module]:
        """The syntax trees by their files."""
        return {each.path: each.tree for each in self.names.modules.values()}

    def messages(self) -> list[Message]:
        """Every message of the package, in the order of the codes."""
        found: set[Message] = set()
        for maker, call in self.names.calls():
            if maker and getattr(call.func, "id", "") == "Problem":
                found.update(self._made(maker, call))
        return sorted(found)

    def _made(self, maker: Function, call: ast.Call) -> Iterator[Message]:
        given = {word.arg: word.value for word in call.keywords if word.arg in ("code", "text", "hint")}
        for values in self._bindings(maker, _names(given.values()), DEEP):
            for words, _ in self._all(given, maker, values):
                code = words["code"]
                if code.strip(ANY + "/") and ANY not in code:
                    yield Message(code, _brief(words.get("text", "")), _brief(words.get("hint", "")))

    def _bindings(self, function: Function, wanted: dict[str, bool], deep: int) -> list[Values]:
        """What callers give to the function, of what is wanted; one empty table when nothing is known of them.

        A parameter that is only a piece of a message is looked up in the caller and no farther: it is a name.
        """
        bound: list[Values] = []
        wanted = {each.arg: wanted[each.arg] for each in function.parameters if each.arg in wanted}
        for caller, call in self.calls.get(id(function.node), []) if deep and wanted else []:
            if caller and caller.node is not function.node:
                given = {name: node for name, node in function.arguments(call).items() if name in wanted}
                handed = _names(node for name, node in given.items() if wanted[name])
                whole = {name: True for name, all_of_it in handed.items() if all_of_it}
                for values in self._bindings(caller, whole, deep - 1):
                    bound += [words for words, _ in self._all(given, caller, values) if words not in bound]
        return bound or [{}]

    def _all(self, given: dict[str, ast.expr], frame: Function, values: Values) -> list[tuple[Values, Answers]]:
        """Every table of words that the expressions may give together."""
        tables: list[tuple[Values, Answers]] = [({}, {})]
        for name, node in given.items():
            tables = [
                ({**table, name: text}, after)
                for table, before in tables
                for text, after in self._said(node, frame, values, before)
            ]
        return tables

    def _said(self, node: ast.expr, frame: Function, values: Values, answers: Answers) -> Iterator[Said]:
        """What an expression may say, with … for what only a run knows, and what has been answered by then."""
        match node:
            case ast.Constant(value=str(text)):
                yield text, answers
            case ast.Name(id=name) if name in values:
                yield values[name], answers
            case ast.Name() | ast.Attribute():
                yield from self._named(node, frame, values, answers)
            case ast.Call() if len(values.get(CALLED, "")) < DEEP:
                yield from self._given_back(node, (), frame, values, answers)
            case _:
                yield from self._composed(node, frame, values, answers)

    def _composed(self, node: ast.expr, frame: Function, values: Values, answers: Answers) -> Iterator[Said]:
        """What an expression of several parts may say; what is quoted (`!r`) is a piece of the user's text."""
        match node:
            case ast.JoinedStr(values=parts):
                yield from self._joined(parts, frame, values, answers)
            case ast.BinOp(left=one, op=ast.Add(), right=other):
                yield from self._joined([one, other], frame, values, answers)
            case ast.FormattedValue(value=inner, conversion=-1):
                for text, after in self._said(inner, frame, values, answers):
                    yield (text or ANY if isinstance(inner, ast.Name) else text), after
            case ast.IfExp():
                yield from self._either(node, frame, values, answers)
            case _:
                yield ANY, answers

    def _given_back(
        self, call: ast.Call, place: tuple[int, ...], frame: Function, values: Values, answers: Answers
    ) -> Iterator[Said]:
        """What a function of the package returns or yields, or a part of it, a few calls deep."""
        called = self.names.called(call, frame)
        results = called[0].results() if len(called) == 1 else []
        for number, result in enumerate(results):
            after = answered(frame, f"which of {ast.unparse(call)}", number, answers)
            if after is not None:
                yield from self._part(result, place, called[0], {CALLED: values.get(CALLED, "") + ANY}, after)
        if not results:
            yield ANY, answers

    def _joined(self, parts: list[ast.expr], frame: Function, values: Values, answers: Answers) -> Iterator[Said]:
        if not parts:
            yield "", answers
            return
        for first, between in self._said(parts[0], frame, values, answers):
            for rest, after in self._joined(parts[1:], frame, values, between):
                yield first + rest, after

    def _either(self, node: ast.IfExp, frame: Function, values: Values, answers: Answers) -> Iterator[Said]:
        for truth, branch in ((True, node.body), (False, node.orelse)):
            if (after := answered(frame, node.test, truth, answers)) is not None:
                yield from self._said(branch, frame, values, after)

    def _named(self, node: ast.expr, frame: Function, values: Values, answers: Answers) -> Iterator[Said]:
        """What a name says: a constant, a member of an enumeration, a variable of the function."""
        if (constant := self.names.constant(node, frame)) is not None:
            yield constant, answers
            return
        reached = list(reaching(frame.node, node)) if isinstance(node, ast.Name) else []
        for value, place, tests in reached:
            after: Answers | None = answers
            for test, truth in tests:
                after = answered(frame, test, truth, after) if after is not None else None
            if after is not None:
                yield from self._part(value, place, frame, values, after)
        if not reached:
            yield ANY, answers

    def _part(
        self, node: ast.expr, place: tuple[int, ...], frame: Function, values: Values, answers: Answers
    ) -> Iterator[Said]:
        """What a part of a tuple says, where several names are assigned at once."""
        if not place:
            yield from self._said(node, frame, values, answers)
        elif isinstance(node, ast.Tuple) and place[0] < len(node.elts):
            yield from self._part(node.elts[place[0]], place[1:], frame, values, answers)
        elif isinstance(node, ast.IfExp):
            for truth, branch in ((True, node.body), (False, node.orelse)):
                if (after := answered(frame, node.test, truth, answers)) is not None:
                    yield from self._part(branch, place, frame, values, after)
        elif isinstance(node, ast.Call) and len(values.get(CALLED, "")) < DEEP:
            yield from self._given_back(node, place, frame, values, answers)
        else:
            yield ANY, answers


def answered(frame: Function, test: ast.expr | str, truth: object, answers: Answers) -> Answers | None:
    """The answers with that of one question more; None where it was answered otherwise before."""
    while isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, truth = test.operand, not truth
    question = f"{frame.node.name}: {test if isinstance(test, str) else ast.unparse(test)}"
    return {**answers, question: truth} if answers.get(question, truth) == truth else None


def _names(given: Iterable[ast.expr]) -> dict[str, bool]:
    """The names in these expressions, and whether each is the whole of one of them."""
    whole: dict[str, bool] = {}
    for node in given:
        pieces = [part for each in ast.walk(node) if isinstance(each, ast.JoinedStr) for part in ast.walk(each)]
        for each in ast.walk(node):
            if isinstance(each, ast.Name):
                whole[each.id] = whole.get(each.id, False) or each not in pieces
    return whole


def _brief(text: str) -> str:
    """The text with one … for several in a row."""
    return re.sub(f"{ANY}(?: ?{ANY})+", ANY, text)
