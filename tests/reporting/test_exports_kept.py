"""Exports once asked for: who may take them, who reads the log, how they are made and forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from people.models import Membership
from reporting import tasks
from reporting.models import Export
from reporting.tasks import forget_exports, make_export, make_waiting_exports

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

NEW = "/desk/exports/new/"
LIST = "/desk/fes/applications/"
LOG = "/admin/reporting/export/"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The cast, and no export yet."""
    Export.objects.all().delete()
    return cast


def ask(cast: Cast, query: str = "", code: str = "RS1") -> Export:
    """An export of the list with these filters, made."""
    client = cast.client(code)
    listed = query and client.post(LIST, dict(parse_qsl(query)), follow=True).context["chosen"]
    client.post(f"{NEW}?{listed}", {"format": "csv"})
    export = Export.objects.latest("created_at")
    make_export(str(export.pk))
    export.refresh_from_db()
    return export


def test_the_page_renews_itself_until_the_file_is_there(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "xlsx"})
    export = Export.objects.get()
    waiting = cast.client("RS1").get(f"/desk/exports/{export.pk}/").headers.get("Refresh")
    make_export(str(export.pk))
    ready = cast.client("RS1").get(f"/desk/exports/{export.pk}/").headers.get("Refresh")
    assert (waiting, ready) == ("2", None)


def test_a_file_is_forgotten_after_a_day(cast: Cast) -> None:
    export = ask(cast)
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    late = cast.client("RS1").get(f"/desk/exports/{export.pk}/file/").status_code
    name, storage = str(export.file.name), export.file.storage
    forget_exports()
    export.refresh_from_db()
    assert (late, export.state, storage.exists(name)) == (404, "expired", False)


def test_a_file_that_was_never_finished_is_given_up(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "xlsx"})
    Export.objects.update(created_at=timezone.now() - timedelta(hours=3), state="working")
    forget_exports()
    assert Export.objects.get().state == "failed"


def test_making_a_file_twice_makes_it_once(cast: Cast) -> None:
    export = ask(cast)
    before = export.file.name
    make_export(str(export.pk))
    export.refresh_from_db()
    assert export.file.name == before


def test_a_disk_that_is_full_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("reporting.tasks.write", full)
    cast.client("RS1").post(NEW, {"format": "xlsx"})
    with pytest.raises(OSError, match="No space"):
        make_export(str(Export.objects.get().pk))
    assert Export.objects.get().state == "failed"


def test_a_call_that_was_lost_is_made_up_for_by_the_clock(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "csv"})
    Export.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    make_waiting_exports()
    assert Export.objects.get().state == "ready"


def test_a_file_of_a_stop_that_is_no_longer_in_charge_cannot_be_taken(cast: Cast) -> None:
    second = Membership.objects.create(
        user=cast["RS1"], role="manager", center=cast.elsewhere.center
    )
    address = f"/desk/exports/{ask(cast).pk}/file/"
    before = cast.client("RS1").get(address)
    before.getvalue()
    second.delete()
    cast.forget("RS1")
    assert (before.status_code, cast.client("RS1").get(address).status_code) == (200, 404)


def test_the_page_shows_the_own_latest_exports(cast: Cast) -> None:
    made = [ask(cast) for _time in range(6)]
    ask(cast, code="RV")
    assert [export.pk for export in cast.client("RS1").get(NEW).context["latest"]] == [
        export.pk for export in made[:0:-1]
    ]


@pytest.mark.parametrize(
    ("code", "status", "found"), [("RS1", 200, 1), ("RS2", 200, 0), ("RV", 403, 0), ("NS", 403, 0)]
)
def test_managers_read_who_took_files_out_of_their_center(
    cast: Cast, code: str, status: int, found: int
) -> None:
    ask(cast, "q=0699000001", code="RV")
    page = cast.client(code).get(LOG)
    count = page.context["cl"].result_count if status == 200 else 0
    assert (page.status_code, count, "0699000001" in page.content.decode()) == (
        status,
        found,
        False,
    )


def test_the_log_costs_the_same_for_one_row_and_for_three(
    cast: Cast, django_assert_num_queries: Callable[[int], object]
) -> None:
    for more in (1, 2):
        for _time in range(more):
            ask(cast)
        cast.client("RS1").get(LOG)
        with django_assert_num_queries(9):  # one for the stops of the shell
            cast.client("RS1").get(LOG)


def test_a_file_is_made_by_one_worker_at_a_time(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "csv"})
    Export.objects.update(state="working", claim=uuid4(), heard_at=timezone.now(), done=7)
    make_export(str(Export.objects.get().pk))
    assert Export.objects.values_list("state", "done").get() == ("working", 7)


def test_a_file_whose_worker_was_lost_is_begun_anew(cast: Cast) -> None:
    cast.client("RS1").post(NEW, {"format": "csv"})
    long_ago = timezone.now() - timedelta(minutes=6)
    Export.objects.update(state="working", claim=uuid4(), heard_at=long_ago, created_at=long_ago)
    make_waiting_exports()
    assert Export.objects.get().state == "ready"


def test_a_worker_that_was_given_up_leaves_no_file(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Export] = []

    def slow(export: Export, *_more: object) -> None:
        export.file.save("late.csv", ContentFile(b"x"), save=False)
        left.append(export)
        Export.objects.update(claim=uuid4())

    monkeypatch.setattr(tasks, "write", slow)
    cast.client("RS1").post(NEW, {"format": "csv"})
    make_export(str(Export.objects.get().pk))
    assert (len(left), bool(left[0].file), Export.objects.get().state) == (1, False, "working")
