"""What is hidden first, what is hidden with it, and when a table is not shown at all."""

from datetime import date

import pytest

from reporting.disclosure.masking import Whys, mask
from reporting.disclosure.picture import NATION, Number, Picture

FIRST, SECOND = date(2027, 1, 1), date(2027, 2, 1)
HERE, THERE = ("stop", 1), ("stop", 2)
Lines = dict[str, int]


def picture(day: date = FIRST, **tables: Lines) -> Picture:
    """One stop, its total counted from its first table."""
    made = Picture(day, {1: 1, 2: 2})
    put(made, HERE, day, tables)
    return made


def put(made: Picture, place: tuple[str, int], day: date, tables: dict[str, Lines]) -> None:
    total = sum(next(iter(tables.values())).values())
    made.add(Number(place, day, "total", "", total, None))
    for cube, lines in tables.items():
        for value, count in lines.items():
            made.add(Number(place, day, cube, value, count, None))


def shown(made: Picture, cube: str, place: tuple[str, int] = HERE) -> dict[str, int | None]:
    return {number.value: number.shown for number in made.of_today(place, cube)}


def why(whys: Whys, cube: str) -> str:
    return str(whys.get((HERE, cube), ""))


def test_numbers_are_rounded_down_to_five_and_those_below_five_are_hidden() -> None:
    made = picture(kind={"a": 19, "b": 10, "c": 5, "d": 4, "e": 3, "f": 0})
    mask(made)
    assert shown(made, "kind") == {"a": 15, "b": 10, "c": 5, "d": None, "e": None, "f": None}
    assert shown(made, "total") == {"": 40}


def test_a_number_that_the_rest_gives_away_is_hidden_with_the_smallest_line() -> None:
    made = picture(kind={"a": 24, "b": 14, "c": 2}, stage={"a": 13, "b": 13, "c": 14})
    alone = picture(kind={"a": 24, "b": 14, "c": 2})
    mask(made)
    mask(alone, complementary=False)
    assert shown(alone, "kind") == {"a": 20, "b": 10, "c": None}  # c is 2 to 4: 40 less 24 less 14
    assert shown(made, "kind") == {"a": 20, "b": None, "c": None}
    assert shown(made, "stage") == {"a": 10, "b": 10, "c": 10}


def test_a_table_of_which_no_line_is_left_says_so() -> None:
    made = picture(kind={"a": 24, "b": 4}, stage={"a": 14, "b": 14})
    assert why(mask(made), "kind") == "unsafe"


def test_where_few_have_a_need_there_is_no_table() -> None:
    made = picture(kind={"a": 2, "b": 2})
    assert why(mask(made), "kind") == "few"
    assert shown(made, "total") == {"": None}


def test_a_table_that_says_one_thing_of_everybody_is_not_shown() -> None:
    made = picture(kind={"a": 40, "b": 0, "c": 0}, stage={"a": 20, "b": 20, "c": 0})
    whys = mask(made)
    assert [why(whys, cube) for cube in ("kind", "stage")] == ["alike", ""]


def test_a_table_that_nobody_was_asked_for_is_not_shown() -> None:
    made = picture(amount={"from_20k": 0, "-": 40}, kind={"a": 20, "b": 20})
    assert why(mask(made), "amount") == "empty"


@pytest.mark.parametrize(("applied", "seen"), [(44, 30), (35, 30), (34, None), (30, None)])
def test_a_group_of_which_nearly_everybody_has_the_need_is_hidden(
    applied: int, seen: int | None
) -> None:
    made = picture(kind={"a": 30, "b": 20, "c": 12})
    made.numbers[HERE, FIRST, "kind", "a"].applied = applied
    mask(made)
    assert shown(made, "kind")["a"] == seen


def test_where_nearly_everybody_has_the_need_there_is_no_table() -> None:
    made = picture(kind={"a": 30, "b": 20})
    made.numbers[HERE, FIRST, "total", ""].applied = 52
    assert why(mask(made), "kind") == "alike"


def test_the_country_less_the_other_stops_gives_nothing_away() -> None:
    def country(*, complementary: bool) -> list[int | None]:
        made = picture(kind={"a": 20, "b": 20, "c": 3})
        put(made, THERE, FIRST, {"kind": {"a": 20, "b": 20, "c": 12}})
        put(made, NATION, FIRST, {"kind": {"a": 40, "b": 40, "c": 15}})
        mask(made, complementary=complementary)
        return [shown(made, "kind", place)["c"] for place in (HERE, THERE, NATION)]

    assert country(complementary=False) == [None, 10, 15]  # 15 less 14 at most: not 0
    assert country(complementary=True) == [None, None, None]  # there, lines and total tell c too


def test_a_step_of_two_people_since_the_last_release_is_not_shown() -> None:
    def second(*, complementary: bool) -> dict[str, int | None]:
        made = picture(SECOND, kind={"a": 24, "b": 13})
        put(made, HERE, FIRST, {"kind": {"a": 22, "b": 13}})  # 35 less 14 at most: a was not 20
        mask(made, complementary=complementary)
        return {**shown(made, "kind"), **shown(made, "total")}

    assert second(complementary=False) == {"a": 20, "b": 10, "": 35}
    assert second(complementary=True) == {"a": None, "b": 10, "": 35}


def test_who_left_does_not_make_the_attack_impossible() -> None:
    made = picture(SECOND, kind={"a": 20, "b": 14, "c": 9})
    put(made, HERE, FIRST, {"kind": {"a": 26, "b": 14, "c": 9}})
    mask(made)
    assert shown(made, "kind") == {"a": 20, "b": 10, "c": 5}
