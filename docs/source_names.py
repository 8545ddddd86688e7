"""What a name in the source means: the function that a call calls, the class of an object, the values of a variable."""

import ast
import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ANY = "…"  # what stands for a value that only a run knows
Test = tuple[ast.expr | str, object]  # a question and its answer
Reached = tuple[ast.expr, tuple[int, ...], tuple[Test, ...]]  # a value, which part of it, under which answers


@dataclasses.dataclass(frozen=True, eq=False)
class Module:
    """A module: its name, its tree, and what its names stand for (module, name in it; "" for the module itself)."""

    name: str
    path: Path
    tree: ast.Module
    imported: dict[str, tuple[str, str]]


@dataclasses.dataclass(frozen=True, eq=False)
class Function:
    """A function, where it stands, and the class that it is a method of."""

    node: ast.FunctionDef
    module: Module
    owner: ast.ClassDef | None = None
    outer: "Function | None" = None

    @property
    def parameters(self) -> list[ast.arg]:
        """Its parameters but `self` and `cls`."""
        named = [*self.node.args.posonlyargs, *self.node.args.args]
        bound = self.owner and not any(getattr(each, "id", "") == "staticmethod" for each in self.node.decorator_list)
        return named[1:] if bound else named

    def arguments(self, call: ast.Call) -> dict[str, ast.expr]:
        """What a call gives to each parameter, defaults included."""
        names = [each.arg for each in self.parameters]
        defaults = self.node.args.defaults
        given = dict(zip(names[len(names) - len(defaults) :], defaults, strict=False))
        kept = {each.arg: each.value for each in call.keywords if each.arg}
        only = zip(self.node.args.kwonlyargs, self.node.args.kw_defaults, strict=True)
        given |= {each.arg: default for each, default in only if default}
        return given | dict(zip(names, call.args, strict=False)) | kept

    def results(self) -> list[ast.expr]:
        """What it returns and yields."""
        ends = [each for each in ast.walk(self.node) if isinstance(each, ast.Return | ast.Yield | ast.YieldFrom)]
        return [each.value for each in ends if each.value]


class Names:
    """Every module, class and function of a package, to be found by what other modules call them."""

    def __init__(self, package: Path) -> None:
        self.modules = {each.name: each for each in (_module(package, path) for path in sorted(package.rglob("*.py")))}
        self.functions: dict[tuple[str, str], Function] = {}
        self.classes: dict[tuple[str, str], tuple[ast.ClassDef, Module]] = {}
        self.methods: dict[str, list[Function]] = {}
        self._calls: list[tuple[Function | None, ast.Call]] = []
        for module in self.modules.values():
            self._enter(module.tree, module, None, None)

    def _enter(self, node: ast.AST, module: Module, owner: ast.ClassDef | None, outer: Function | None) -> None:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, ast.ClassDef):
                self.classes[module.name, each.name] = (each, module)
                self._enter(each, module, each, None)
            elif isinstance(each, ast.FunctionDef):
                function = Function(each, module, owner, outer)
                key = f"{owner.name}.{each.name}" if owner else each.name
                self.functions[module.name, key] = function
                if owner:
                    self.methods.setdefault(each.name, []).append(function)
                self._enter(each, module, None, function)
            else:
                if isinstance(each, ast.Call):
                    self._calls.append((outer, each))
                self._enter(each, module, owner, outer)

    def calls(self) -> Iterator[tuple[Function | None, ast.Call]]:
        """Every call, with the innermost function that it stands in."""
        return iter(self._calls)

    def home(self, module: str, name: str) -> tuple[str, str]:
        """(module, name) where what a module calls so is defined; a module has no name in itself."""
        for _ in range(9):
            if f"{module}.{name}" in self.modules:
                return f"{module}.{name}", ""
            known = self.modules.get(module)
            if known is None or (module, name) in self.functions or (module, name) in self.classes:
                break
            if name not in known.imported:
                break
            module, name = known.imported[name]
        return module, name

    def _attribute(self, node: ast.expr, module: Module) -> tuple[str, str] | None:
        """(module, name) of `name` or `module.name`."""
        if isinstance(node, ast.Name):
            return self.home(module.name, node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            where, name = self.home(module.name, node.value.id)
            return self.home(where, node.attr) if not name else None
        return None

    def called(self, call: ast.Call, caller: Function | None) -> list[Function]:
        """The functions that a call may call: one, where its name or the class of its object is known."""
        if caller is None:
            return []
        found = self._attribute(call.func, caller.module)
        if found in self.functions:
            return [self.functions[found]]
        if found in self.classes:
            return self._method(found, "__init__")
        if not isinstance(call.func, ast.Attribute):
            return []
        kind = self.kind(call.func.value, caller)
        named = self.methods.get(call.func.attr, [])
        return self._method(kind, call.func.attr) if kind else named if len(named) == 1 else []

    def _method(self, kind: tuple[str, str], name: str) -> list[Function]:
        """A method of a class or of the first parent that has it."""
        if kind not in self.classes:
            return []
        if function := self.functions.get((kind[0], f"{kind[1]}.{name}")):
            return [function]
        node, module = self.classes[kind]
        bases = [self._attribute(base, module) for base in node.bases]
        return next((found for base in bases if base and (found := self._method(base, name))), [])

    def kind(self, node: ast.expr, frame: Function | None) -> tuple[str, str] | None:
        """(module, name) of the class of an object; None where it cannot be known."""
        if frame is None:
            return None
        if isinstance(node, ast.Call):
            return self._given_back(node, frame)
        if isinstance(node, ast.Attribute):
            return self._field(self.kind(node.value, frame), node.attr)
        return self._variable(node.id, frame) if isinstance(node, ast.Name) else None

    def _given_back(self, call: ast.Call, frame: Function) -> tuple[str, str] | None:
        found = self._attribute(call.func, frame.module)
        if found in self.classes:
            return found
        known = self.called(call, frame)
        return self.annotated(known[0].node.returns, known[0].module) if known else None

    def _variable(self, name: str, frame: Function) -> tuple[str, str] | None:
        if name in ("self", "cls") and frame.owner:
            return frame.module.name, frame.owner.name
        arguments = frame.node.args
        for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if each.arg == name:
                return self.annotated(each.annotation, frame.module)
        for node in ast.walk(frame.node):
            match node:
                case ast.AnnAssign(target=ast.Name(id=one), annotation=said) if one == name:
                    return self.annotated(said, frame.module)
                case ast.Assign(targets=[ast.Name(id=one)], value=value) if one == name:
                    itself = any(getattr(each, "id", "") == name for each in ast.walk(value))
                    return self.kind(value, frame) if isinstance(value, ast.Call) and not itself else None
        return self._variable(name, frame.outer) if frame.outer else None

    def _field(self, kind: tuple[str, str] | None, name: str) -> tuple[str, str] | None:
        if kind not in self.classes:
            return None
        node, module = self.classes[kind]
        for each in node.body:
            match each:
                case ast.AnnAssign(target=ast.Name(id=one), annotation=said) if one == name:
                    return self.annotated(said, module)
                case ast.FunctionDef(name=one, returns=said) if one == name:
                    return self.annotated(said, module)
        return None

    def annotated(self, node: ast.expr | None, module: Module) -> tuple[str, str] | None:
        """The class that an annotation names: `House`, `"House"`, `House | None`."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node = ast.parse(node.value, mode="eval").body
        if isinstance(node, ast.BinOp):
            return self.annotated(node.left, module) or self.annotated(node.right, module)
        found = self._attribute(node, module) if node else None
        return found if found in self.classes else None

    def constant(self, node: ast.expr, frame: Function) -> str | None:
        """The text of a constant of a module or of a member of an enumeration; None for everything else."""
        if isinstance(node, ast.Attribute) and (found := self._attribute(node.value, frame.module)) in self.classes:
            return _assigned(self.classes[found][0].body, node.attr)
        found = self._attribute(node, frame.module)
        if found and found[0] in self.modules and found[1]:
            return _assigned(self.modules[found[0]].tree.body, found[1])
        return None


def _module(package: Path, path: Path) -> Module:
    parts = path.relative_to(package.parent).with_suffix("").parts
    tree = ast.parse(path.read_text("utf-8"))
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {each.asname or each.name: (node.module, each.name) for each in node.names}
    return Module(".".join(parts).removesuffix(".__init__"), path, tree, imported)


def _assigned(body: list[ast.stmt], name: str) -> str | None:
    for line in body:
        match line:
            case ast.Assign(targets=[ast.Name(id=one)], value=ast.Constant(value=str(text))) if one == name:
                return text
            case ast.Assign(targets=[ast.Name(id=one)], value=ast.JoinedStr(values=parts)) if one == name:
                return "".join(str(each.value) if isinstance(each, ast.Constant) else ANY for each in parts)
    return None


# Which values reach a use


def reaching(function: ast.FunctionDef, use: ast.Name) -> Iterator[Reached]:
    """The values that a variable may have where it is used, and under which answers; none for what is not assigned."""
    way = _way(function, use)
    for above, below in reversed(list(zip(way, way[1:], strict=False))):
        looped = _looped(above, use.id)
        if looped:
            yield from _appended(function, *looped)
            return
        if value := _walrus(above, use.id):
            yield value, (), ()
            return
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(above, block, [])
            if isinstance(statements, list) and below in statements:
                for statement in reversed(statements[: statements.index(below)]):
                    found, sure = _assignments(statement, use.id)
                    yield from found
                    if sure:
                        return


def _way(function: ast.FunctionDef, use: ast.AST) -> list[ast.AST]:
    """From the function down to the use."""
    way = [use]
    while way[-1] is not function and (above := _above(function).get(way[-1])):
        way.append(above)
    return way[::-1]


@cache
def _above(function: ast.FunctionDef) -> dict[ast.AST, ast.AST]:
    return {each: node for node in ast.walk(function) for each in ast.iter_child_nodes(node)}


def _assignments(statement: ast.stmt, name: str) -> tuple[list[Reached], bool]:
    """(the values that a statement may give to a name, whether it gives one in any case)."""
    match statement:
        case ast.Assign(targets=[target], value=value):
            place = _place(target, name)
            return ([(value, place, ())], True) if place is not None else ([], False)
        case ast.AnnAssign(target=ast.Name(id=one), value=ast.expr() as value) if one == name:
            return [(value, (), ())], True
        case ast.If(test=test, body=body, orelse=orelse):
            then, sure = _block(body, name)
            other, certain = _block(orelse, name)
            found = [(value, place, (*tests, (test, True))) for value, place, tests in then]
            found += [(value, place, (*tests, (test, False))) for value, place, tests in other]
            return found, (sure and certain)
        case ast.For(body=body) | ast.While(body=body) | ast.With(body=body) | ast.Try(body=body):
            found, sure = _block(body, name)
            return found, sure and isinstance(statement, ast.With | ast.Try)
    return [], False


def _block(statements: list[ast.stmt], name: str) -> tuple[list[Reached], bool]:
    found: list[Reached] = []
    for statement in reversed(statements):
        more, sure = _assignments(statement, name)
        found += more
        if sure:
            return found, True
    return found, bool(statements) and isinstance(statements[-1], ast.Return | ast.Raise | ast.Continue)


def _place(target: ast.expr, name: str) -> tuple[int, ...] | None:
    """Where a name stands in what is assigned to: () for itself, (1,) for the second of a tuple."""
    if isinstance(target, ast.Name):
        return () if target.id == name else None
    for at, each in enumerate(target.elts if isinstance(target, ast.Tuple) else ()):
        if (rest := _place(each, name)) is not None:
            return at, *rest
    return None


def _walrus(node: ast.AST, name: str) -> ast.expr | None:
    """What the condition of a branch assigns to a name, as `if name := value` does."""
    for each in ast.walk(node.test) if isinstance(node, ast.If | ast.While | ast.IfExp) else ():
        if isinstance(each, ast.NamedExpr) and each.target.id == name:
            return each.value
    return None


def _looped(node: ast.AST, name: str) -> tuple[ast.expr, tuple[int, ...]] | None:
    """What a loop goes over, and the part of each item that the name is."""
    loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
    for each in loops:
        if (place := _place(each.target, name)) is not None:
            return each.iter, place
    return None


def _appended(function: ast.FunctionDef, over: ast.expr, place: tuple[int, ...]) -> Iterator[Reached]:
    """The items of a list: those written in it, and those that the function appends to it; one at a time."""
    if isinstance(over, ast.Call):
        yield over, place, ()
    items = list(over.elts) if isinstance(over, ast.Tuple | ast.List) else []
    for call in ast.walk(function):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "append":
            items += call.args if ast.unparse(call.func.value) == ast.unparse(over) else []
    for number, item in enumerate(items):
        yield item, place, ((f"which of {ast.unparse(over)}", number),)
