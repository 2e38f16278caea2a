"""The page on which somebody says how they wish to be written to."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from messaging.actions.preferences import refuse
from messaging.links import WISHES, wishes_url
from messaging.models import OptOut, Post, Preference
from people.actions import person_for
from people.models import User
from tests.cast import Cast

PAGE = "/account/me/messages/"
WHOLE = {
    "language": "fr",
    "channel": "sms",
    "quiet_from": "18:00",
    "quiet_until": "10:00",
    "only_needed": "on",
}


def kept(person: User) -> tuple[Any, ...]:
    preference = Preference.objects.get(person=person)
    language = User.objects.get(pk=person.pk).language
    return (
        language,
        preference.channel,
        preference.quiet_from,
        preference.quiet_until,
        preference.only_needed,
    )


def refused() -> list[tuple[str, str]]:
    return list(OptOut.objects.in_force().order_by("pk").values_list("address", "way"))


def test_a_person_says_how_they_wish_to_be_written_to(cast: Cast) -> None:
    browser = cast.client("AP1")
    answer = browser.post(PAGE, WHOLE)
    assert (answer.status_code, answer.cookies["django_language"].value) == (302, "fr")
    assert kept(cast["AP1"]) == ("fr", "sms", time(18), time(10), True)
    page = browser.get(PAGE).content.decode()
    assert page.count('value="18:00" selected') == 1
    browser.post(PAGE, {"language": "ar", "channel": "", "quiet_from": "", "quiet_until": ""})
    assert kept(cast["AP1"]) == ("ar", "", None, None, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"quiet_until": ""}, "Give both hours, or none."),
        ({"quiet_from": ""}, "Give both hours, or none."),
        (
            {"quiet_from": "08:00", "quiet_until": "20:00"},
            "Please leave us at least two hours between 8:00 and 21:00.",
        ),
        (
            {"quiet_from": "09:00", "quiet_until": "09:00"},
            "Please leave us at least two hours between 8:00 and 21:00.",
        ),
        (
            {"quiet_from": "20:00", "quiet_until": "19:30"},
            "Please leave us at least two hours between 8:00 and 21:00.",
        ),
        (
            {"channel": "pigeon"},
            "Select a valid choice. pigeon is not one of the available choices.",
        ),
    ],
)
def test_quiet_hours_leave_us_time_to_write(
    cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    answer = cast.client("AP1").post(PAGE, WHOLE | wrong)
    assert (answer.status_code, Preference.objects.count()) == (422, 0)
    assert [each for errors in answer.context["form"].errors.values() for each in errors] == [
        sentence
    ]


def test_only_ways_that_reach_the_person_are_offered(cast: Cast) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(email=None)
    form = cast.client("AP1").get(PAGE).context["form"]
    assert [value for value, _label in form.fields["channel"].choices] == ["", "whatsapp", "sms"]
    assert (
        "digest" in form.fields,
        "digest" in cast.client("RS1").get(PAGE).context["form"].fields,
    ) == (False, True)


def test_a_person_stops_messages_to_one_address_and_starts_them_again(cast: Cast) -> None:
    browser, phone = cast.client("AP1"), str(cast["AP1"].phone)
    for _again in range(2):
        assert browser.post(f"{PAGE}phone/refusal/").status_code == 302
    assert refused() == [(phone, "page")]
    browser.post(f"{PAGE}phone/agreement/")
    assert refused() == []
    assert OptOut.objects.get().lifted_way == "page"


def test_nobody_agrees_for_a_telephone_they_have_not_proved(cast: Cast) -> None:
    person = cast["AP1"]
    User.objects.filter(pk=person.pk).update(phone_verified=False)
    refuse(str(person.phone), way="sms")
    cast.client("AP1").post(f"{PAGE}phone/agreement/")
    assert refused() == [(person.phone, "sms")]


def test_an_address_that_one_does_not_have_is_not_there(cast: Cast) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(email=None)
    statuses = [
        cast.client("AP1").post(f"{PAGE}{kind}/refusal/").status_code
        for kind in ("email", "pigeon")
    ]
    assert statuses == [404, 404]


@pytest.fixture
def unproved(cast: Cast) -> User:
    person = User.objects.create_user(name="ZZC unproved", phone="+212600000099")
    type(cast.application).objects.filter(pk=cast.application.pk).update(applicant=person)
    return person


def link_of(cast: Cast) -> str:
    return str(Client().get(cast.application.get_absolute_url()).context["wishes"])


def test_a_private_page_leads_there_without_sign_in_and_shows_no_address(
    cast: Cast, unproved: User
) -> None:
    browser, link = Client(), link_of(cast)
    answer = browser.get(link)
    page = answer.content.decode()
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == (
        "private, no-store",
        "noindex, nofollow",
    )
    assert (page.count("600000099"), page.count("ZZC"), page.count("refusal")) == (0, 0, 0)
    assert browser.post(link, WHOLE).status_code == 302
    assert kept(unproved) == ("fr", "sms", time(18), time(10), True)
    assert browser.post(f"{link}phone/refusal/").status_code == 404
    assert refused() == []


def test_whoever_proved_an_address_signs_in_first(cast: Cast) -> None:
    urls = {
        Client().generic(method, link_of(cast)).headers["Location"] for method in ("GET", "POST")
    }
    assert urls == {PAGE}


def test_a_form_that_a_stranger_attached_gives_no_power_over_the_account(
    cast: Cast, unproved: User
) -> None:
    first = link_of(cast)
    same = person_for(name=unproved.name, phone=str(unproved.phone), email="", language="fr")
    cast.neighbour.__class__.objects.filter(pk=cast.neighbour.pk).update(applicant=same)
    private = cast.neighbour.get_absolute_url()
    attached = str(Client().get(private).context["wishes"])
    urls = {Client().post(link, WHOLE).headers["Location"] for link in (first, attached)}
    answer = Client().post(
        f"{private}message/", {"key": "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a", "text": "ZZC"}
    )
    assert (same, urls, answer.status_code) == (unproved, {PAGE}, 422)
    assert (Preference.objects.count(), OptOut.objects.count(), Post.objects.count()) == (0, 0, 0)


def test_a_link_is_of_use_for_a_week(
    cast: Cast, unproved: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = wishes_url(unproved, file=cast.application.pk)
    assert Client().get(link).status_code == 200
    week = timezone.now().timestamp() + 7 * 24 * 3600 + 60
    monkeypatch.setattr("core.links.time.time", lambda: week)
    assert Client().get(link).status_code == 404


def test_a_forged_link_is_not_there(cast: Cast, unproved: User) -> None:
    signed, other = (WISHES.make(pk, cast.application.pk) for pk in (unproved.pk, cast["RS1"].pk))
    forged = [
        signed[:-17],
        signed[:-1],
        other[:-16] + signed[-16:],
        "a.b.c",
        WISHES.make(unproved.pk),
    ]
    assert {Client().get(f"/messages/wishes/{token}/").status_code for token in forged} == {404}


def test_looking_changes_nothing(cast: Cast, unproved: User) -> None:
    for _again in range(3):
        Client().get(wishes_url(unproved, file=cast.application.pk))
        cast.client("AP1").get(PAGE)
    assert (Preference.objects.count(), OptOut.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Ne plus recevoir de messages"), ("ar", "إيقاف الرسائل")]
)
def test_what_stops_messages_says_so(cast: Cast, language: str, heading: str) -> None:
    page = cast.client("AP1", language).get("/account/me/messages/").content.decode()
    assert (f"<h2>{heading}</h2>" in page, f">{heading}</button>" in page) == (True, True)
