"""The kinds of tests name files that are there."""

from __future__ import annotations

from pathlib import Path

from tests.kinds import LONG


def test_whatever_takes_long_is_a_file_or_a_folder_of_the_tests() -> None:
    there = {path.name for path in Path(__file__).parent.rglob("*")}
    assert LONG.keys() - there == set()
