"""Row 11 of the yardsticks: a file of many candidacies beside a bare COPY of its columns."""

from __future__ import annotations

import resource
import time
from statistics import median
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

from django.db import connection
from django.utils import translation
from psycopg.sql import SQL, Identifier, Literal

from applications.models import Application
from bench import ground
from bench.cpu import of_postgresql
from questionnaires.compiled_forms import compiled_form, current_version
from reporting.exports.writing import table, write_csv, write_xlsx
from reporting.models import Folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop

ANSWERED, IN_A_BOOK = 200_000, 20_000
LEAST_OF_CSV, LEAST_OF_XLSX = 20_000, 3_500  # rows in a second of CPU
LEAST_OF_COPY, MOST_GROWN = 0.7, 20 * 1024  # a ratio; KiB
# Answers as people give them.
ANSWERS = """
UPDATE applications_application SET answers = jsonb_build_object(
    'kind', kind, 'name', name, 'phone', phone, 'email', 'someone' || id || '@example.ma',
    'gender', (ARRAY['woman', 'man'])[1 + id %% 2],
    'age_band', (ARRAY['under_25', 'from_25', 'from_35', 'from_45'])[1 + id %% 4],
    'whatsapp', id %% 3 > 0, 'language', 'ar', 'locality', 'حي السلام رقم ' || id %% 90,
    'area', (ARRAY['urban', 'rural'])[1 + id %% 2], 'sector', 'trade', 'stage', stage,
    'activity', 'خياطة تقليدية وبيع الجلابيب في سوق المدينة', 'registered', id %% 2 = 0,
    'legal_form', 'sarl', 'since', 2010 + id %% 15, 'people', id %% 9,
    'needs', jsonb_build_array('funding', 'customers'), 'connection', 'uneven',
    'question', 'كيف أحصل على تمويل؟', 'video', TRUE,
    'hours', jsonb_build_array('morning', 'weekend')
) WHERE id = ANY(ARRAY(
    SELECT id FROM applications_application WHERE stop_id = %(stop)s ORDER BY id LIMIT %(many)s
)) AND answers = '{}'
"""
BARE = SQL("""
COPY (
    SELECT reference, submitted_at, state, channel, association, stop_id, {answers}
    FROM applications_application WHERE stop_id = {stop} AND id <= {last} ORDER BY id
) TO STDOUT (FORMAT csv, DELIMITER ';', FORCE_QUOTE *)
""")


def exports(stop: Stop, pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """The same rows by COPY and by the export, in turn; then all of them, once, in steady memory.

    A second is one of CPU: of this process and of its PostgreSQL together.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET session_replication_role = replica")
        cursor.execute(ANSWERS, {"stop": stop.pk, "many": ANSWERED})
        answered = cursor.rowcount
        cursor.execute("SET session_replication_role = origin")
        if answered:  # no trigger has told the figures, which are built anew when next asked for
            Folded.objects.all().delete()
            cursor.execute("VACUUM ANALYZE applications_application")
    rows = Application.objects.filter(stop=stop)
    last = rows.order_by("pk").values_list("pk", flat=True)[ANSWERED - 1]
    bare, ours = [], []
    for _pair in range(pairs):
        bare.append(_cpu(lambda file: _bare(stop, last, file)))
        ours.append(_cpu(lambda file: _ours(rows.filter(pk__lte=last), file)))
    ratios = [theirs / mine for theirs, mine in zip(bare, ours, strict=True)]
    yield {
        "name": "exports: CSV beside COPY",
        "rows_a_cpu_second": round(ANSWERED / median(ours)),
        "copy_rows_a_cpu_second": round(ANSWERED / median(bare)),
        "ratio": round(median(ratios), 3),
        "least": round(min(ratios), 3),
        "most": round(max(ratios), 3),
        "ok": True,
        "goal": f"≥ {LEAST_OF_CSV:,} rows, ratio ≥ {LEAST_OF_COPY}",
        "within": median(ratios) >= LEAST_OF_COPY and ANSWERED / median(ours) >= LEAST_OF_CSV,
    }
    yield _workbook(rows.filter(pk__in=rows.order_by("pk").values("pk")[:IN_A_BOOK]))
    yield _whole(rows)


def _workbook(rows: ApplicationQuerySet) -> dict[str, Any]:
    with translation.override("ar"):
        spent = _cpu(lambda file: write_xlsx(table(rows, "ar", {}), file, int, name="bench"))
    rate = IN_A_BOOK / spent
    aim = {"goal": f"≥ {LEAST_OF_XLSX:,} rows", "within": rate >= LEAST_OF_XLSX}
    return {"name": "exports: XLSX", "rows_a_cpu_second": round(rate), "ok": True, **aim}


def _whole(rows: ApplicationQuerySet) -> dict[str, Any]:
    """The million, once more than what was written before it: what the process grew by."""
    before, begun = _most_memory(), time.perf_counter()
    lines: list[int] = []
    cpu = _cpu(lambda file: _ours(rows, file, lines.append))
    grown = _most_memory() - before
    return {
        "name": "exports: a million rows",
        "rows": lines[-1],
        "seconds": round(time.perf_counter() - begun, 1),
        "cpu_seconds": cpu,
        "grown_kib": grown,
        "ok": lines[-1] == ground.MANY,
        "goal": f"grown ≤ {MOST_GROWN:,} KiB",
        "within": grown <= MOST_GROWN,
    }


def _ours(
    rows: ApplicationQuerySet, file: IO[bytes], tell: Callable[[int], object] = lambda _done: None
) -> None:
    with translation.override("ar"):
        write_csv(table(rows, "ar", {}), file, tell)


def _bare(stop: Stop, last: int, file: IO[bytes]) -> None:
    """The answers as they are kept: codes, no words, nothing made safe."""
    form = compiled_form(current_version("candidacy", stop).pk, "ar")
    codes = [each.code for each in form.questions if not each.traits.takes_file]
    answers = [
        SQL("answers ->> {} AS {}").format(Literal(code), Identifier(code)) for code in codes
    ]
    statement = BARE.format(
        answers=SQL(", ").join(answers), stop=Literal(stop.pk), last=Literal(last)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as lines:
        for line in lines:
            file.write(line)


def _cpu(write: Callable[[IO[bytes]], object]) -> float:
    """Seconds of CPU that a file takes, here and in PostgreSQL."""
    with TemporaryFile() as file:
        before = time.process_time() + of_postgresql()
        write(file)
        return round(time.process_time() + of_postgresql() - before, 2)


def _most_memory() -> int:
    """KiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
