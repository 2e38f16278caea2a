"""What is wrong with a sheet, by kind: one sentence for three hundred rows, with some of them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.checking import Problem

SHOWN, EXAMPLES, WORDS = 20, 3, 3
QUOTED = re.compile(r"“([^”]*)”|«\s?([^»]*?)\s?»")
VARIES = re.compile(rf"{QUOTED.pattern}|\b[A-Z]{{2,}}-\d+\b|\b\d+\b")


@dataclass
class Fault:
    """One kind of fault in one column: of how many rows, some of them, and the usual words."""

    column: str
    sentence: str
    count: int = 0
    rows: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def is_more(self) -> bool:
        """Whether there are more rows than those that are named."""
        return self.count > len(self.rows)


def faults_of(problems: Iterable[Problem]) -> list[Fault]:
    """The kinds of fault, the most frequent first.

    Two sentences that differ in a word they quote, a number or a file are of one kind.
    """
    kinds: dict[tuple[str, str], Fault] = {}
    words: dict[tuple[str, str], Counter[str]] = {}
    for problem in problems:
        key = problem.column, VARIES.sub("…", problem.sentence)
        fault = kinds.setdefault(key, Fault(problem.column, problem.sentence))
        fault.count += 1
        if fault.sentence != problem.sentence:
            fault.sentence = key[1]
        if len(fault.rows) < EXAMPLES:
            fault.rows.append(problem.row)
        quoted = ("".join(pair) for pair in QUOTED.findall(problem.sentence)[:1])
        words.setdefault(key, Counter()).update(quoted)
    for key, fault in kinds.items():
        if fault.sentence == key[1]:
            fault.words = [word for word, _count in words[key].most_common(WORDS)]
    return sorted(kinds.values(), key=lambda fault: -fault.count)
