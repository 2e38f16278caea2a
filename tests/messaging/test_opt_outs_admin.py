"""The staff's pages about wishes: calendar, refusals told to the center, one person's log."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from messaging.actions.preferences import refuse
from messaging.hours import Calendar, forget
from messaging.models import Message, OptOut, Period
from tests.cast import Cast, message_to

DAY = {
    "kind": "holiday",
    "name_ar": "عطلة",
    "name_fr": "Congé",
    "name_en": "Day off",
    "starts_on": "2031-03-02",
}


def add(cast: Cast, code: str, kind: str, data: dict[str, Any]) -> Any:
    return cast.client(code).post(reverse(f"admin:messaging_{kind}_add"), data)


def test_one_center_holds_no_message_of_the_country_back(cast: Cast) -> None:
    assert add(cast, "RS1", "period", DAY | {"ends_on": "2041-03-02"}).status_code == 403


@pytest.mark.django_db
def test_a_period_without_end_costs_no_more_than_the_days_that_are_asked_for() -> None:
    Period.objects.create(name="Z", starts_on=date(1, 1, 1), ends_on=date(9999, 12, 31))
    forget()
    assert len(Calendar.load().holidays) < 400


def test_the_coordination_adds_a_day_on_which_nothing_leaves_and_it_counts_at_once(
    cast: Cast,
) -> None:
    assert date(2031, 3, 2) not in Calendar.load().holidays
    assert add(cast, "NS", "period", DAY | {"ends_on": "2031-03-03"}).status_code == 302
    assert {date(2031, 3, 2), date(2031, 3, 3)} <= Calendar.load().holidays
    period = Period.objects.get(name_fr="Congé")
    cast.client("NS").post(
        reverse("admin:messaging_period_delete", args=[period.pk]), {"post": "yes"}
    )
    assert date(2031, 3, 2) not in Calendar.load().holidays


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends_on": "2031-03-01"}, "The last day cannot come before the first."),
        (
            {"ends_on": "2031-03-02", "kind": "ramadan"},
            "Ramadan needs the hours between which messages leave.",
        ),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    answer = add(cast, "NS", "period", DAY | wrong)
    assert [str(each) for each in answer.context["errors"]] == [
        f'<ul class="errorlist nonfield"><li>{sentence}</li></ul>'
    ]


def test_staff_record_a_refusal_told_to_the_center_and_lift_it_with_their_names(cast: Cast) -> None:
    assert add(cast, "RV", "optout", {"address": "06 99 00 00 01"}).status_code == 302
    kept = OptOut.objects.get()
    assert (kept.address, kept.way, kept.recorded_by, Message.objects.count()) == (
        "+212699000001",
        "staff",
        cast["RV"],
        0,
    )
    message_to(cast.application)
    cast.client("RV").post(reverse("admin:messaging_optout_lifting", args=[kept.pk]))
    kept.refresh_from_db()
    assert (kept.lifted_way, kept.lifted_by, kept.lifted_at is None) == ("staff", cast["RV"], False)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("123", "Please write a phone number such as 06 12 34 56 78."),
        ("nobody@", "Enter a valid email address."),
        ("+212699000001", "This address refuses messages already."),
    ],
)
def test_what_is_no_address_is_refused(cast: Cast, address: str, sentence: str) -> None:
    refuse("+212699000001", way="sms")
    answer = add(cast, "RV", "optout", {"address": address})
    assert answer.context["adminform"].form.errors == {"address": [sentence]}


def test_staff_see_the_refusals_of_their_own_people(cast: Cast) -> None:
    message_to(cast.application)
    refuse(cast.application.phone, way="sms")
    refuse("somebody@example.org", way="email")
    seen = {code: OptOut.objects.visible_to(cast[code]).count() for code in ("RV", "RS2", "SU")}
    assert seen == {"RV": 1, "RS2": 0, "SU": 2}


def test_the_log_leads_to_everything_written_to_one_person(cast: Cast) -> None:
    mine = message_to(cast.application)
    message_to(cast.neighbour)
    listed = cast.client("RS1").get(
        reverse("admin:messaging_message_changelist") + f"?person__id__exact={mine.person_id}"
    )
    assert [message.pk for message in listed.context["cl"].result_list] == [mine.pk]


def test_the_log_is_narrowed_by_the_reason_of_a_failure(cast: Cast) -> None:
    mine = message_to(cast.application)
    Message.objects.filter(pk=mine.pk).update(
        state="failed", failure="The SMS gateway refused the message."
    )
    message_to(cast.neighbour)
    address = reverse("admin:messaging_message_changelist")
    listed = cast.client("RS1").get(address, {"reason": "The SMS gateway refused the message."})
    assert [message.pk for message in listed.context["cl"].result_list] == [mine.pk]
