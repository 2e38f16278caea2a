"""The file that the database writes is, byte for byte, the one that is written row by row."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import translation
from psycopg.sql import SQL, Literal

from applications.models import Application
from applications.unnamed import marked
from core.cells import safe_cell
from core.copied import line, safe, worded
from questionnaires.actions import draft, publish
from questionnaires.compiled_forms import compiled_form
from reporting.exports import copied_csv
from reporting.exports.writing import table, write_csv
from tests.kept import once_for_all_time
from tests.reporting.test_exports import FORMULAS, copies

if TYPE_CHECKING:
    from tests.cast import Cast

LANGUAGES = ["ar", "fr", "en"]
TEXTS = [
    *FORMULAS,
    *("خياطة تقليدية", 'couture "Zaouia"', "a;b", "two\nlines", "x\r\ny", "\\.", "\\N", "", "0"),
    *("+212661000801", "+٢١٢٦٦١٠٠٠٨٠١", "+2126610008011234567", "'", ";;;", "⁺1", "\U000e0041=1"),
    *("é", "1=2", "🧵", "N'Guyer", "²", "٣", "%s", "{}", "_x0041_", "null", "true"),
]
MOMENTS = [  # around the changes of Morocco's clock
    datetime(2026, 9, 19, 22, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 9, 20, 1, 30, tzinfo=UTC),
    datetime(2026, 2, 15, 2, 30, tzinfo=UTC),
    datetime(2026, 11, 29, 23, 59, 30, tzinfo=UTC),
]


def some_answers(random: Random, cast: Cast) -> dict[str, Any]:
    """Answers of somebody: believable ones, odd ones, none."""
    said: dict[str, Any] = {}
    for question in compiled_form(cast.application.version_id, "fr").questions:
        codes = [*question.options, "gone", "=gone"]
        several = random.sample(codes, random.randrange(len(codes)))
        by_kind = {
            "integer": random.randrange(-5, 100_000),
            "money": random.randrange(10**7),
            "scale": random.randrange(1, 6),
            "yes_no": random.random() < 0.5,
            "choices": several,
        }
        kept = by_kind.get(question.kind, random.choice(codes[:-2] or TEXTS))
        odd = random.choice([None, "", [] if question.traits.takes_several else ""])
        said[question.code] = odd if random.random() < 0.2 else kept
        if random.random() < 0.1:
            del said[question.code]
    return said


@once_for_all_time
def others(cast: Cast) -> None:
    """Sixty who answered at random, the same each time."""
    random = Random(11)  # noqa: S311  a world, no secret
    Application.objects.exclude(pk=cast.application.pk).delete()
    copies(cast, [some_answers(random, cast) for _ in range(60)])
    for number, row in enumerate(Application.objects.order_by("pk")):
        row.association = random.choice(TEXTS)
        row.state = random.choice([*Application.State.values][1:])
        row.submitted_at = random.choice(MOMENTS) + timedelta(seconds=number)
        Application.objects.filter(pk=row.pk).update(
            association=row.association, submitted_at=row.submitted_at
        )


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The cast, and sixty others."""
    others(cast)
    return cast


def written(rows: Any, language: str, *, copied: bool, chosen: tuple[str, ...] = ()) -> bytes:
    """The file, by the database or row by row."""
    with translation.override(language):
        sheet = table(rows, language, {"theme": "x"}, chosen)
        assert sheet.copy is not None
        file = BytesIO()
        write_csv(sheet if copied else replace(sheet, copy=None), file, lambda _done: None)
        return file.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_write_the_same_bytes(
    world: Cast, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copied_csv, "BLOCK", 7)  # so that there are several
    rows = world.stop.applications.all()
    file = written(rows, language, copied=True)
    assert (file, file.count(b"FM-")) == (written(rows, language, copied=False), 61)


def test_both_leave_out_who_it_is_where_this_is_not_read(
    world: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Application.objects.filter(reference__lt="FM-2030")
    monkeypatch.setattr("applications.unnamed.unnamed", lambda _user: hidden)
    rows = marked(world.stop.applications.all(), world["RV"])
    Application.objects.update(association="ZZC association")
    file = written(rows, "fr", copied=True)
    assert (file, file.count(b"ZZC association")) == (
        written(rows, "fr", copied=False),
        61 - hidden.count(),
    )


def test_both_write_the_chosen_columns_alone(world: Cast) -> None:
    chosen = ("reference", "answer needs")
    rows = world.stop.applications.all()
    file = written(rows, "fr", copied=True, chosen=chosen)
    head = file.decode("utf-8-sig").splitlines()[0]
    assert (file, head.count(";")) == (written(rows, "fr", copied=False, chosen=chosen), 1)


def test_a_text_from_before_a_question_asked_for_a_number_is_kept_safe(world: Cast) -> None:
    rows, chosen = world.stop.applications.order_by("pk"), ("answer people",)
    texts = [each for each in TEXTS if each != "-1"]  # a number, whoever wrote it
    for pk, said in zip(rows.values_list("pk", flat=True), [*texts, 7, -7, 0], strict=False):
        Application.objects.filter(pk=pk).update(answers={"stage": "growing", "people": said})
    file = written(rows, "fr", copied=True, chosen=chosen)
    assert (file, b'"\'=1+1"\r\n' in file) == (
        written(rows, "fr", copied=False, chosen=chosen),
        True,
    )


@pytest.mark.parametrize("copied", [True, False])
def test_a_version_that_comes_while_a_file_is_written_moves_no_cell(
    world: Cast, *, copied: bool
) -> None:
    rows, form = world.stop.applications.order_by("pk"), world.application.version.questionnaire
    earlier, later = rows[0].pk, rows[1].pk
    with translation.override("fr"):
        Application.objects.filter(pk=earlier).update(version=publish(draft(form)))
        sheet = table(rows, "fr", {"theme": "x"})
        Application.objects.filter(pk=later).update(version=publish(draft(form)))
        file = BytesIO()
        write_csv(sheet if copied else replace(sheet, copy=None), file, lambda _done: None)
    lines = [*csv.reader(StringIO(file.getvalue().decode("utf-8-sig"), newline=""), delimiter=";")]
    assert [len(each) for each in lines] == [len(sheet.header)] * 62


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_the_database_keeps_a_cell_safe_as_python_does(text: str) -> None:

    with connection.cursor() as cursor:
        cursor.cursor.execute(SQL("SELECT {}").format(safe(Literal(text))))
        assert cursor.fetchone() == (safe_cell(text).replace('"', '""'),)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 20, 21, 250])
def test_a_line_is_as_long_as_its_form(many: int) -> None:
    cells = [Literal(f"{number}") for number in range(many)]
    with connection.cursor() as cursor:
        cursor.cursor.execute(SQL("SELECT {}").format(line(cells)))
        (told,) = cursor.fetchone()
    assert [*csv.reader([told], delimiter=";")] == [[str(number) for number in range(many)]]


@pytest.mark.django_db
def test_a_word_is_said_for_its_code_and_a_code_without_one_for_itself() -> None:
    words = {"code0": '"0" ='}
    said = ["code0", "gone", '=go"ne', "", None]
    cells = [worded(SQL("{}::text").format(Literal(code)), words) for code in said]
    with connection.cursor() as cursor:
        cursor.cursor.execute(SQL("SELECT {}").format(SQL(", ").join(cells)))
        assert cursor.fetchone() == ('""0"" =', "gone", '\'=go""ne', "", "")


def test_a_form_that_asks_for_a_day_is_written_row_by_row(
    world: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("questionnaires.copied.Copied.is_possible", property(lambda _copied: False))
    with translation.override("fr"):
        assert table(world.stop.applications.all(), "fr", {}).copy is None
