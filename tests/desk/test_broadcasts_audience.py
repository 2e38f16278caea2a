"""Who is in a group: each person once, by filters and by what they got; who is not, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from applications.models import Application
from messaging.models import Broadcast, Message, OptOut, Preference
from people.actions import withdraw_consents
from people.models import Participation, User
from programs.models import Province, Stop
from tests.cast import without_files
from tests.selection.crowd import applicant, begun, crowd, group, names

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    without_files(cast)
    return cast.stop


def sent_message(application: Application, *, days: int = 0, **changes: Any) -> Message:
    """A message to the person of `application`, so many days ago."""
    values: dict[str, Any] = {
        "key": f"{application.pk}:{days}",
        "event": "group",
        "channel": "sms",
        "language": "ar",
    }
    values |= {
        "address": application.phone,
        "person": application.applicant,
        "stop": application.stop,
        "state": "sent",
    }
    return Message.objects.create(
        **{**values, "due_at": timezone.now() - timedelta(days=days), **changes}
    )


def test_a_group_is_of_one_stop_and_of_those_who_have_not_withdrawn(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1), applicant(stop, 2, state="withdrawn"), applicant(cast.elsewhere, 3)
    begun(stop, 4)
    assert names(stop) == ["Person 1"]


def test_whoever_withdrew_cannot_be_chosen(stop: Stop) -> None:
    applicant(stop, 1, state="withdrawn")
    assert names(stop, state="withdrawn") == []


@pytest.mark.parametrize(
    ("filters", "chosen"),
    [
        ({}, ["Person 3", "Person 2", "Person 1"]),
        ({"state": "confirmed"}, ["Person 3"]),
        ({"state": "submitted"}, ["Person 2", "Person 1"]),
        ({"state": "draft"}, ["Begun 4"]),
        ({"gender": "woman"}, ["Person 1"]),
        ({"kind": "cooperative"}, ["Person 2"]),
        ({"language": "fr"}, ["Person 2"]),
        ({"province": "MA-MEK"}, ["Person 3"]),
        ({"channel": "phone"}, ["Person 1"]),
        ({"reach": "email"}, ["Person 2"]),
        ({"reach": "whatsapp"}, ["Person 1"]),
        ({"reach": "plain"}, ["Person 3"]),
        ({"state": "nonsense"}, []),
        ({"days": "-1"}, []),
    ],
)
def test_the_filters_choose(stop: Stop, filters: dict[str, str], chosen: list[str]) -> None:
    applicant(stop, 1, gender="woman", channel="phone", answers={"whatsapp": True})
    applicant(stop, 2, language="fr", kind="cooperative", phone="", email="p2@example.org")
    place = Participation.objects.create(
        stop=stop, person=User.objects.create_user(name="P", phone="+212699010099")
    )
    meknes = Province.objects.get(iso="MA-MEK")
    applicant(
        stop,
        3,
        state="confirmed",
        participation=place,
        province=meknes,
        person=place.person,
        name="Person 3",
    )
    begun(stop, 4)
    assert names(stop, **filters) == chosen


def test_a_person_with_several_files_counts_once_by_the_newest(stop: Stop) -> None:
    first = applicant(stop, 1)
    applicant(stop, 2, person=first.applicant, name="Spelt otherwise")
    assert [member.reference for member in group(stop).members] == ["FM-0002"]


def test_two_people_of_a_family_are_two(stop: Stop) -> None:
    applicant(stop, 1, phone="+212699010001"), applicant(stop, 2, phone="+212699010001")
    assert names(stop) == ["Person 2", "Person 1"]


def test_a_form_begun_twice_on_one_telephone_is_one_person(stop: Stop) -> None:
    begun(stop, 1, phone="+212699020001"), begun(stop, 2, phone="+212699020001")
    assert names(stop, state="draft") == ["Begun 2"]


def test_whoever_has_sent_another_form_is_not_asked_to_finish_this_one(stop: Stop) -> None:
    applicant(stop, 1, phone="+212699020001")
    begun(stop, 2, phone="+212699020001")
    members = group(stop, state="draft")
    assert (len(members), dict(members.left_out)) == (0, {"sent": 1})


def test_those_who_cannot_or_must_not_be_written_to_are_counted(stop: Stop) -> None:
    applicant(stop, 1)
    refused, reserved, silent = (
        applicant(stop, number, agrees=number != 4) for number in (2, 3, 4)
    )
    OptOut.objects.create(address=refused.phone, way="sms")
    Preference.objects.create(person_id=reserved.applicant_id or 0, only_needed=True)
    begun(stop, 5, phone="")
    members, drafts = group(stop), group(stop, state="draft")
    left = {"refused": 1, "only_needed": 1, "no_consent": 1}
    assert (silent.phone, len(members), dict(members.left_out), dict(drafts.left_out)) == (
        "+212699010004",
        1,
        left,
        {"nowhere": 1},
    )


def test_a_refusal_that_was_lifted_counts_no_more(stop: Stop) -> None:
    application = applicant(stop, 1)
    OptOut.objects.create(address=application.phone, way="sms", lifted_at=timezone.now())
    assert names(stop) == ["Person 1"]


def test_no_more_messages_holds_for_every_address_of_the_person(stop: Stop) -> None:
    applicant(stop, 1, email="p1@example.org")
    OptOut.objects.create(address="p1@example.org", way="email")
    assert dict(group(stop).left_out) == {"refused": 1}


def test_without_agreement_to_reminders_the_e_mail_is_used_instead(stop: Stop) -> None:
    applicant(stop, 1, agrees=False, email="p1@example.org")
    audience = group(stop)
    assert ([member.channel.code for member in audience.members], audience.by_email) == (
        ["email"],
        1,
    )


def test_an_agreement_taken_back_is_none(stop: Stop) -> None:
    application = applicant(stop, 1)
    assert application.applicant is not None
    withdraw_consents(application.applicant, stop=stop, purposes=["reminders"])
    assert dict(group(stop).left_out) == {"no_consent": 1}


def test_an_address_that_was_changed_in_the_account_is_the_one_used(stop: Stop) -> None:
    application = applicant(stop, 1)
    User.objects.filter(applications=application).update(phone="+212699010077", language="fr")
    reader = group(stop).members[0].reader
    assert (reader.phone, reader.language) == ("+212699010077", "fr")


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({"days": 2}, []),
        ({"days": 4}, ["Person 1"]),
        ({"days": -1, "state": "new"}, []),
        ({"days": 2, "state": "failed"}, ["Person 1"]),
        ({"days": 2, "state": "dropped"}, ["Person 1"]),
        ({"days": 2, "event": "receipt"}, ["Person 1"]),
        ({"days": 2, "event": "nudge"}, []),
    ],
)
def test_not_reminded_for_three_days(
    stop: Stop, changes: dict[str, Any], chosen: list[str]
) -> None:
    sent_message(applicant(stop, 1), **changes)
    assert names(stop, days="3") == chosen


def test_a_form_that_is_begun_was_reminded_at_its_address(stop: Stop) -> None:
    sent_message(begun(stop, 1))
    begun(stop, 2)
    assert names(stop, state="draft", days="3") == ["Begun 2"]


def test_who_got_an_earlier_message_and_who_did_not(stop: Stop) -> None:
    earlier = Broadcast.objects.create(stop=stop, title_ar="x", state="started")
    sent_message(applicant(stop, 1), broadcast=earlier)
    sent_message(applicant(stop, 2), broadcast=earlier, state="failed")
    query = {"message": str(earlier.pk)}
    assert (names(stop, **query, got="yes"), names(stop, **query)) == (["Person 1"], ["Person 2"])


def test_a_message_of_another_stop_cannot_be_asked_about(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    foreign = Broadcast.objects.create(stop=cast.elsewhere, title_ar="x", state="started")
    assert names(stop, message=str(foreign.pk)) == []


@pytest.mark.parametrize("people", [1, 3, 60])
def test_a_group_costs_the_same_however_large(
    stop: Stop, people: int, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    crowd(stop, people)
    with django_assert_num_queries(2):  # earlier messages; the people
        assert len(group(stop)) == people
