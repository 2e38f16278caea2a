"""The tables of the benches say what was measured, and when a promise is kept."""

from pathlib import Path

import pytest

from bench import database, everything, tables

PROMISE = everything.Promise("a card", 0.6, most={"now_statements": 10})
RESULT = {
    "now_cpu_ms": 5.0,
    "before_cpu_ms": 10.0,
    "now_statements": 10,
    "before_statements": 21,
    "ratio_med": 0.5,
    "ratio_min": 0.4,
    "ratio_max": 0.7,
}


@pytest.mark.parametrize(
    ("other", "met"),
    [
        ({}, "yes"),
        ({"ratio_med": 0.61}, "**no**"),
        ({"now_statements": 11}, "**no**"),
    ],
)
def test_a_promise_is_met_where_its_ratio_and_its_counts_are(
    other: dict[str, float], met: str
) -> None:
    result = RESULT | other
    assert everything.row(PROMISE, result) == (
        "a card",
        f"5.0 ms of CPU, {result['now_statements']} statements",
        "10.0 ms of CPU, 21 statements",
        f"{result['ratio_med']:.2f} (0.40 to 0.70)",
        "≤ 0.6, ≤ 10 statements",
        met,
    )


def test_a_wrong_result_stands_in_the_table_as_wrong() -> None:
    results = [
        {"name": "a|b", "ok": False, "files": 1000, "p95_ms": 1.5, "goal": "≤ 60", "within": True}
    ]
    assert tables.of_results(results).splitlines() == [
        "| what | measured | goal | right | met |",
        "| --- | --- | --- | --- | --- |",
        "| a/b | files 1,000, p95 ms 1.5 | ≤ 60 | **no** | yes |",
    ]


def test_a_new_table_replaces_the_one_before_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "README.md"
    page.write_text("before\n<!-- bench -->\nold\n<!-- end of bench -->\nafter\n")
    monkeypatch.setattr(tables, "README", page)
    tables.keep("bench", "new")
    lines = page.read_text().splitlines()
    assert lines.pop(2).startswith("Measured on ")
    rest = ["", "new", "<!-- end of bench -->", "after"]
    assert lines == ["before", "<!-- bench -->", *rest]


def test_other_tables_are_another_shape(tmp_path: Path) -> None:
    migrations = tmp_path / "people" / "migrations"
    migrations.mkdir(parents=True)
    shapes = [database.shape(tmp_path)]
    for text in ("one", "two"):
        (migrations / "0001_initial.py").write_text(text)
        shapes.append(database.shape(tmp_path))
    assert len({*shapes}) == 3
