"""The kinds of tests name files that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kinds import LONG, is_left_out

TESTS = Path(__file__).parent


def test_whatever_takes_long_is_a_file_or_a_folder_of_the_tests() -> None:
    there = {path.name for path in TESTS.rglob("*")}
    assert LONG.keys() - there == set()


@pytest.mark.parametrize(
    ("file", "wanted", "left_out"),
    [
        ("browser/test_pair.py", "not browser and not doors", True),
        ("browser", "not browser and not doors", True),
        ("test_doors.py", "not browser and not doors", True),
        ("test_doors.py", "not browser", False),
        ("core/test_bodies.py", "not browser and not long", True),
        ("core/test_lives.py", "not browser and not long", False),
        ("browser/test_pair.py", "browser", False),
        ("browser/test_pair.py", "not browser or long", False),
    ],
)
def test_a_file_is_read_unless_none_of_its_tests_is_wanted(
    file: str, wanted: str, *, left_out: bool
) -> None:
    assert is_left_out(TESTS / file, wanted) == left_out
