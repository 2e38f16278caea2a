"""What was measured, as a table, and its place in the README of the benches."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

README = Path(__file__).with_name("README.md")
JUDGED = ("name", "ok", "goal", "within")


def of_results(results: Iterable[Mapping[str, Any]]) -> str:
    """A row each: what it is, every figure, its goal if any, whether it was right and met."""
    return table(
        ("what", "measured", "goal", "right", "met"),
        [
            (
                str(each["name"]),
                ", ".join(_said(name, each[name]) for name in each if name not in JUDGED),
                str(each.get("goal", "")),
                _yes(each["ok"]),
                _yes(each["within"]) if "within" in each else "",
            )
            for each in results
        ],
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of Markdown; a sign that would end a cell is told otherwise."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "/") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(mark: str, text: str) -> None:
    """Put it between the two comments `mark` of the README, with the day and the load of now."""
    first, last = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    before, _first, rest = README.read_text().partition(first)
    _old, _last, after = rest.partition(last)
    day = f"{time.strftime('%Y-%m-%d')}, load average {os.getloadavg()[1]:.1f} at the end."
    README.write_text(f"{before}{first}Measured on {day}\n\n{text}\n{last}{after}")


def _said(name: str, value: object) -> str:
    told = f"{value:,}" if isinstance(value, int) else str(value)
    return f"{name.replace('_', ' ')} {told}"


def _yes(is_so: object) -> str:
    return "yes" if is_so else "**no**"
