"""The cast is who it says it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import models, transaction
from django.test import Client
from django.utils import timezone

from applications.models import Application
from people.models import User
from programs.models import Province
from questionnaires.compiled_forms import compiled_form
from questionnaires.models import Version
from reporting.models import Export
from tests import kept
from tests.cast import CODES, Cast, gather, make


@pytest.fixture
def travelled(db: None) -> Iterator[datetime]:  # noqa: ARG001  before the cast is asked for
    moment = timezone.now() + timedelta(days=3)
    with time_machine.travel(moment, tick=False):
        yield moment


def test_there_are_thirteen_kinds_of_people() -> None:
    assert len(CODES) == 13


@pytest.mark.parametrize(
    ("code", "files"),
    [("RV", 2), ("RS1", 2), ("RS2", 1), ("NS", 0), ("EX1", 0), ("PI", 0), ("AP1", 0), ("SU", 3)],
)
def test_each_works_on_the_files_of_their_own_center(cast: Cast, code: str, files: int) -> None:
    assert Application.objects.in_charge_of(cast[code]).count() == files


def test_whoever_was_deactivated_is_nobody_even_while_signed_in(cast: Cast) -> None:
    answer = cast.client("XX").get("/my/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/?next=/my/")


def test_staff_without_second_factor_reach_only_the_page_that_sets_it_up(cast: Cast) -> None:
    answer = cast.client("NM").get("/admin/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/2fa/")


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_ground_is_there_again_after_a_test_with_transactions(again: int) -> None:
    assert (again, Province.objects.count(), Version.objects.count()) == (again, 75, 2)


def test_the_file_of_the_applicant_is_complete(cast: Cast) -> None:
    assert compiled_form(cast.application.version_id, "en").missing(cast.application.answers) == {}


@pytest.mark.django_db
def test_nothing_of_the_cast_was_asked_for_later_than_now() -> None:
    with time_machine.travel(timezone.now(), tick=False):
        assert gather().export.created_at <= timezone.now()


def rows(names: list[str]) -> dict[str, int]:
    """How many rows stand in each of these tables, where there are any."""
    return {name: count for name, (count, _sense) in kept.counted(names).items() if count}


def columns(row: models.Model) -> dict[str, object]:
    """What a row says."""
    return {each.name: getattr(row, each.attname) for each in row._meta.concrete_fields}  # noqa: SLF001


def values_of(row: models.Model) -> dict[str, object]:
    """What a row says, except what is random; moments as their age in minutes."""
    by_chance = (models.AutoField, models.UUIDField, models.ForeignKey, models.FileField)
    own = {each.name for each in row._meta.concrete_fields if not isinstance(each, by_chance)} - {  # noqa: SLF001
        "token",
        "stops",
    }
    values = {name: value for name, value in columns(row).items() if name in own}
    moments = {name: value for name, value in values.items() if isinstance(value, datetime)}
    return values | {
        name: round((timezone.now() - value).total_seconds() / 60)
        for name, value in moments.items()
    }


def all_of(cast: Cast) -> list[models.Model]:
    """Every row that a cast names."""
    return [
        *cast.people.values(),
        *(each for each in vars(cast).values() if isinstance(each, models.Model)),
    ]


@pytest.mark.django_db
def test_the_cast_that_was_kept_is_the_cast_that_is_made() -> None:
    casts = []
    for bring in (make, gather):
        with transaction.atomic():
            cast = bring()
            casts.append((rows(kept.tables()), [values_of(each) for each in all_of(cast)]))
            transaction.set_rollback(True)
    assert casts[0] == casts[1]


def test_what_the_cast_says_stands_in_the_database(cast: Cast) -> None:
    there = [type(each)._default_manager.get(pk=each.pk) for each in all_of(cast)]  # noqa: SLF001
    assert [columns(each) for each in all_of(cast)] == [columns(each) for each in there]


def test_who_is_signed_in_has_the_session_that_django_gives(cast: Cast) -> None:
    session, slow = cast.browser("AP1").session, Client()
    slow.force_login(cast["AP1"], settings.AUTHENTICATION_BACKENDS[0])
    assert dict(session.items()) == dict(slow.session.items())
    assert (session.get_expiry_age(), session.exists(str(session.session_key))) == (
        slow.session.get_expiry_age(),
        True,
    )


@pytest.mark.django_db
def test_a_file_that_a_test_removed_is_there_for_the_next() -> None:
    read = []
    for _test in range(2):
        with transaction.atomic():
            file = gather().attachment.file
            with file.open() as opened:
                read.append(opened.read())
            file.delete(save=False)
            transaction.set_rollback(True)
    assert read == [b"%PDF-1.4 ZZC AP1 File"] * 2


@pytest.mark.django_db
def test_a_test_that_asks_for_no_cast_has_none() -> None:
    assert (Application.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_test_with_transactions_of_its_own_begins_without_the_cast() -> None:
    assert (Application.objects.count(), User.objects.count()) == (0, 0)


def test_the_cast_is_of_now_for_whoever_travels_before_they_ask_for_it(
    travelled: datetime, cast: Cast
) -> None:
    assert cast.export.created_at == Export.objects.get().created_at
    assert travelled - cast.export.created_at < timedelta(seconds=5)


@pytest.mark.django_db
def test_what_is_made_once_is_never_of_the_future_when_it_is_brought_again() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:

        def made_slowly() -> None:
            clock.shift(timedelta(seconds=9))
            User.objects.create_user(name="Salma", phone="+212677000001", joined_at=timezone.now())

        have, joined = kept.once(made_slowly), []
        for _turn in range(2):
            with transaction.atomic():
                have()
                joined.append(timezone.now() - User.objects.get(name="Salma").joined_at)
                transaction.set_rollback(True)
    assert joined == [timedelta(0), timedelta(0)]
