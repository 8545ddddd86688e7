"""Templates run as data: they reach what an edition says and nothing of the program, and they come to an end.

A house may come from a stranger, so its templates run in Jinja's sandbox, without the globals of Jinja and with a
list of what each kind of value shows. Loops, calls and the text that they make are counted and limited by numbers, not
by a clock, so that a page is refused on every machine or on none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import BuiltinMethodType, MethodType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, LoopContext, Macro, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, pass_eval_context

STEPS = 5_000_000  # turns of loops, and calls, of one page: the longest page that was ever set needs a hundredth
LETTERS = 2**27  # of all that is put together for one page, pictures as data among it
RANGE = 10_000
_DIGITS = 4096  # bits of a number
_WIDTH = re.compile(r"%(?:\(.*\))?[-+ #0-9.]*?(?:\d{4}|\*)", re.S)  # of a format: a thousand places or more

_LOOP = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
     "cycle", "changed")
)  # fmt: skip
_TEXT = frozenset(
    ("split", "rsplit", "splitlines", "partition", "rpartition", "strip", "lstrip", "rstrip", "startswith", "endswith",
     "lower", "upper", "title", "capitalize", "casefold", "removeprefix", "removesuffix", "isdigit", "isalpha",
     "isalnum", "isupper", "islower", "find", "rfind", "count")
)  # fmt: skip
_TABLE = frozenset(("items", "keys", "values", "get"))
FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "format", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique",
    "upper",
)  # fmt: skip


@dataclass(slots=True)
class Budget:
    """How many steps and letters a page may still take."""

    steps: int = STEPS
    letters: int = LETTERS

    def take(self, steps: int = 0, letters: int = 0) -> None:
        """Nothing; SecurityError when there is nothing left."""
        self.steps -= steps
        self.letters -= letters
        if self.steps < 0:
            raise SecurityError(f"the template takes more than {STEPS} turns of loops and calls")
        if self.letters < 0:
            raise SecurityError(f"the template makes more than {LETTERS} letters")


_budget: ContextVar[Budget] = ContextVar("budget")


def _take(steps: int = 0, letters: int = 0) -> None:
    _budget.get(Budget()).take(steps, letters)


def limited(render: Callable[[], str]) -> str:
    """What is rendered, within the limits of one page."""
    token = _budget.set(Budget())
    try:
        return render()
    finally:
        _budget.reset(token)


class Templates(ImmutableSandboxedEnvironment):
    """The templates of a house, by name: an unknown name is an error, all text is escaped, nothing else is reached."""

    intercepted_binops = frozenset(("*", "**", "+", "%", "//", "/"))

    def __init__(self, templates: dict[str, str]) -> None:
        super().__init__(
            loader=jinja2.DictLoader(templates), undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True,
            lstrip_blocks=True, finalize=_put,
        )  # fmt: skip
        self.globals = {"range": _range, "namespace": Namespace}
        self.filters = {name: self.filters[name] for name in FILTERS} | {
            "counted": _Counted, "concatenated": _concatenated, "join": _join, "replace": _replace, "format": _format,
        }  # fmt: skip

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template, in which each loop is counted and each joint of texts is measured before it is made."""
        parsed = super()._parse(source, name, filename)
        for loop in list(parsed.find_all(nodes.For)):
            letters = sum(len(each.data) for part in loop.body for each in _written(part))
            loop.iter = _filtered(loop.iter, "counted", nodes.Const(letters))
        for joint in list(parsed.find_all(nodes.Concat)):
            joint.nodes = [_filtered(nodes.List(joint.nodes, lineno=joint.lineno), "concatenated")]
        return parsed

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute: what an edition says, methods that only look at a text."""
        if attr.startswith("_"):
            return False
        kind: Any = type(obj)
        if shown := _shown(kind):
            return attr in shown and not callable(value)
        if isinstance(obj, LoopContext):
            return attr in _LOOP
        if isinstance(obj, dict):
            return attr in _TABLE
        if isinstance(obj, str):
            return attr in _TEXT
        if isinstance(obj, BlockReference):
            return attr == "super"
        if isinstance(obj, Namespace):  # what the template has put there itself
            return True
        return isinstance(obj, jinja2.environment.TemplateModule) and isinstance(value, Macro)

    def unsafe_undefined(self, obj: Any, attribute: str) -> jinja2.Undefined:
        """What stands for an attribute that may not be seen: an error at its first use; an unknown name stays one."""
        return obj if isinstance(obj, jinja2.Undefined) else super().unsafe_undefined(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call it: macros, blocks, loops, and the methods that it may see."""
        if isinstance(obj, (MethodType, BuiltinMethodType)):
            return isinstance(obj.__self__, (str, dict, LoopContext))
        return isinstance(obj, (Macro, BlockReference, LoopContext)) or obj in (_range, Namespace)

    def wrap_str_format(self, value: Any) -> None:
        """None: the method `format` of a text is not to be seen at all."""

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a call gives; counted."""
        _take(steps=1)
        if isinstance(obj, LoopContext):  # a loop that calls itself
            args = tuple(map(_Counted, args))
        said = super().call(context, obj, *args, **kwargs)
        _take(letters=len(said) if isinstance(said, str) else 0)
        return said

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives, where that is not too large."""
        _check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)


def _filtered(node: Any, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _written(part: nodes.Node) -> Iterator[nodes.TemplateData]:
    """The literal texts of a part of a template."""
    if isinstance(part, nodes.TemplateData):
        yield part
    yield from part.find_all(nodes.TemplateData)


@cache
def _shown(kind: Any) -> frozenset[str]:
    """What a value of ours shows, its fields and its properties; nothing of what is none of ours."""
    if not is_dataclass(kind) or not kind.__module__.startswith("engross."):
        return frozenset()
    own = {each.name for each in fields(kind)}
    return frozenset(own | {name for name in dir(kind) if isinstance(getattr(kind, name), property)})


def _put(value: Any) -> Any:
    """A value that is printed; counted."""
    if isinstance(value, str):
        _take(letters=len(value))
    return value


class _Counted:
    """The values that a loop goes through: each turn is counted, with the text that it writes."""

    def __init__(self, values: Any, letters: int = 0) -> None:
        self._values, self._letters = values, letters

    def __iter__(self) -> Iterator[Any]:
        for each in self._values:
            _take(1, self._letters)
            yield each

    def __len__(self) -> int:
        return len(self._values)


def _range(*bounds: int) -> range:
    """A range of at most RANGE numbers."""
    found = range(*bounds)
    if len(found) > RANGE:
        raise SecurityError(f"a range has more than {RANGE} numbers")
    return found


@pass_eval_context
def _concatenated(context: EvalContext, parts: Sequence[Any]) -> str:
    """The parts joined, as the operator ~ joins them."""
    _take(letters=sum(len(each) for each in parts if isinstance(each, str)))
    return markup_join(parts) if context.autoescape else str_join(parts)


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    """The values joined by `d`, as Jinja's own filter joins them."""
    from jinja2.filters import make_attrgetter, sync_do_join

    get = make_attrgetter(context.environment, attribute) if attribute is not None else None
    parts = [get(each) if get else each for each in value]
    _take(len(parts), sum(len(str(each)) for each in parts) + len(str(d)) * len(parts))
    return sync_do_join(context, parts, d)


@pass_eval_context
def _replace(context: EvalContext, value: str, old: str, new: str, count: int | None = None) -> str:
    """The text with `new` for `old`, as Jinja's own filter does it."""
    from jinja2.filters import do_replace

    _take(letters=len(str(value)) + (len(str(value)) + 1) * len(str(new)) * (not old or old in str(value)))
    return do_replace(context, value, old, new, count)


def _format(value: str, *args: Any, **kwargs: Any) -> str:
    """The values in a format of the kind of %s, as Jinja's own filter does it."""
    from jinja2.filters import do_format

    _check_operation("%", value, args or kwargs)
    return do_format(value, *args, **kwargs)


def _check_operation(operator: str, left: Any, right: Any) -> None:
    """Nothing; SecurityError where the result would be too large, or would cost too much."""
    if operator == "%" and isinstance(left, str):
        if _WIDTH.search(left):
            raise SecurityError("a format asks for a thousand places or more")
        said = right if isinstance(right, (tuple, list)) else right.values() if isinstance(right, dict) else (right,)
        _take(letters=len(left) + sum(len(str(each)) for each in said))
    elif operator == "*":
        _check_product(left, right)
    elif operator == "+" and hasattr(left, "__len__") and hasattr(right, "__len__"):
        _take(letters=len(left) + len(right))
    elif operator == "**" and (abs(right) > 64 or (isinstance(left, int) and left.bit_length() > 64)):
        raise SecurityError("a power is too large")


def _check_product(left: Any, right: Any) -> None:
    for many, times in ((left, right), (right, left)):
        if hasattr(many, "__len__") and isinstance(times, int):
            _take(letters=len(many) * max(times, 0))
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > _DIGITS:
        raise SecurityError("a number is too large")
