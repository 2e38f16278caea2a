"""Where a test of a browser reads after a press before it has waited for what the press leads to.

A press does not wait for the page that it leads to: what is read at once is read of the old page
on a busy machine, and of the new one on an idle one.
"""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESSES = {"click", "dblclick", "tap", "press", "up"}
ACTS = {  # each waits for its element
    *("check", "click", "fill", "hover", "press_sequentially", "select_option"),
    *("set_input_files", "tap", "type", "uncheck"),
}
WAITS = re.compile(
    r"until|expect(_\w+)?|wait_for(?!_load_state|_timeout)\w*"
)  # as Playwright names them
ASIDE = re.compile(r"on|once|accept|locator|get_by_\w+|filter|nth|or_")  # they read nothing
QUIET = {"'Tab'", "'Escape'"}  # keys that lead to no page
HOLDERS = (ast.With, ast.For, ast.While, ast.If, ast.Try)  # steps that hold steps
Body = list[ast.stmt]


class Walks:
    """The functions of some tests: which of them end with a press, which begin by waiting."""

    def __init__(self, sources: dict[str, str]) -> None:
        """Read them: the source of each module, by its name."""
        self.trees = {name: ast.parse(source) for name, source in sources.items()}
        self.known = {name: dict(_functions(tree)) for name, tree in self.trees.items()}
        for name, tree in self.trees.items():
            self.known[name] = {**dict(self._brought(tree)), **self.known[name]}
        self.leave: set[ast.FunctionDef] = set()
        self.wait: set[ast.FunctionDef] = set()
        before = -1
        while before != (before := len(self.leave) + len(self.wait)):
            for file, functions in self.known.items():
                for each in functions.values():
                    self.leave |= {each} if self.leaves(file, _steps(each.body)[-1]) else set()
                    self.wait |= {each} if self.waits(file, _steps(each.body)[0]) else set()

    def hasty(self) -> list[str]:
        """Every place: module, line, what is done there too early."""
        return [
            f"{file}:{after.lineno} {ast.unparse(after).splitlines()[0]}"
            for file, tree in self.trees.items()
            for holder in ast.walk(tree)
            for body in _bodies(holder)
            for step, after in _pairs(body, again=isinstance(holder, ast.For | ast.While))
            if self.leaves(file, step) and not self.waits(file, after)
        ]

    def leaves(self, file: str, step: ast.stmt) -> bool:
        """Whether it ends with a press that nobody waited for."""
        if isinstance(step, ast.With) and any(_is_wait(each.context_expr) for each in step.items):
            return False
        if isinstance(step, HOLDERS):
            return any(self.leaves(file, _steps(body)[-1]) for body in _bodies(step))
        call = getattr(step, "value", None)
        if not isinstance(call, ast.Call):
            return False
        if isinstance(call.func, ast.Name):
            return self.known[file].get(call.func.id) in self.leave
        return _name(call) in PRESSES and not any(ast.unparse(each) in QUIET for each in call.args)

    def waits(self, file: str, step: ast.stmt) -> bool:
        """Whether it waits before anything is read."""
        if isinstance(step, ast.With) and any(_is_wait(each.context_expr) for each in step.items):
            return True
        if isinstance(step, HOLDERS):
            head = getattr(step, "iter", None) or getattr(step, "test", None)
            reads = head and any(isinstance(each, ast.Call) for each in ast.walk(head))
            return not reads and all(self.waits(file, _steps(body)[0]) for body in _bodies(step))
        call = getattr(step, "value", None)
        if not isinstance(call, ast.Call):
            return False
        if isinstance(call.func, ast.Name) and not WAITS.fullmatch(call.func.id):
            return self.known[file].get(call.func.id) in self.wait
        return _name(call) in ACTS or _is_wait(call)

    def _brought(self, tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
        """The functions that a module takes from another one."""
        for each in tree.body:
            there = self.known.get(str(getattr(each, "module", "")).rpartition(".")[2], {})
            for name in getattr(each, "names", []):
                if name.name in there:
                    yield name.asname or name.name, there[name.name]


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module, by name."""
    yield from ((each.name, each) for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def _name(call: ast.Call) -> str:
    """What is called."""
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _calls(step: ast.AST) -> list[str]:
    """The names of all that a step calls."""
    return [_name(each) for each in ast.walk(step) if isinstance(each, ast.Call)]


def _is_wait(expression: ast.expr) -> bool:
    """Whether it is one of Playwright's ways of waiting: `expect(page).to_have_url(…)`."""
    return any(WAITS.fullmatch(each) for each in _calls(expression))


def _bodies(step: ast.AST) -> list[Body]:
    """The lists of steps that it holds."""
    held = [getattr(step, name, None) for name in ("body", "orelse", "finalbody")]
    return [each for each in held if isinstance(each, list) and each]


def _steps(body: Body) -> Body:
    """Without what is only arranged or named."""
    kept = [each for each in body if not _is_aside(each)]
    return kept or body


def _is_aside(step: ast.stmt) -> bool:
    """Whether it reads nothing: `box = page.locator("#box")`, `return page`."""
    if isinstance(step, ast.Return):
        return isinstance(step.value, ast.Name)
    named = isinstance(step, ast.Assign | ast.Expr) and ".url" not in ast.unparse(step)
    return named and all(ASIDE.fullmatch(each) for each in _calls(step))


def _pairs(body: Body, *, again: bool) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    """Each step with the one that follows it; in a loop the first follows the last."""
    steps = _steps(body)
    yield from pairwise(steps)
    if again:
        yield steps[-1], steps[0]
