"""A person's own page: name, language, consents to take back, a copy of everything."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from messaging.models import Message
from people.actions import record_consents
from people.models import Consent, User
from portal.models import Interest
from tests.cast import Cast, phone_of
from tests.writing import write

ME = "/account/me/"


def test_a_person_changes_name_and_language_and_the_pages_follow(cast: Cast) -> None:
    browser = cast.browser("AP1", language="ar")
    browser.post(
        ME, {"name": "New Name", "language": "fr", "phone": "+212600000000", "is_superuser": "on"}
    )
    person = User.objects.get(pk=cast["AP1"].pk)
    assert (person.name, person.language, person.phone, person.is_superuser) == (
        "New Name",
        "fr",
        cast["AP1"].phone,
        False,
    )
    assert b'<html lang="fr" dir="ltr">' in browser.get(ME).content


def test_an_empty_name_is_refused(cast: Cast) -> None:
    assert cast.client("AP1").post(ME, {"name": "", "language": "fr"}).status_code == 422
    assert User.objects.get(pk=cast["AP1"].pk).name == "ZZC AP1 Name"


def test_an_agreement_is_taken_back_and_stays_on_the_page(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "sharing"])
    address = f"{ME}consents/{cast.stop.pk}/sharing/withdrawal/"
    assert cast.client("AP1").get(address).status_code == 405
    cast.client("AP1").post(address)
    live = Consent.objects.live().filter(person=cast["AP1"])
    assert list(live.values_list("text__purpose", flat=True)) == ["processing"]
    assert [consent.text.purpose for consent in cast.client("AP1").get(ME).context["consents"]] == [
        "sharing",
        "processing",
    ]


def test_the_study_of_an_application_ends_with_the_application(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing"])
    assert (
        cast.client("AP1").post(f"{ME}consents/{cast.stop.pk}/processing/withdrawal/").status_code
        == 404
    )
    assert Consent.objects.live().count() == 1


@pytest.mark.parametrize("who", ["AP2", "RS1", "NS"])
def test_nobody_takes_back_an_agreement_of_somebody_else(cast: Cast, who: str) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["sharing"])
    assert (
        cast.client(who).post(f"{ME}consents/{cast.stop.pk}/sharing/withdrawal/").status_code == 404
    )
    assert Consent.objects.live().count() == 1


@pytest.mark.parametrize("digits", [18, 30, 5000])
def test_the_number_of_no_stop_is_not_found(cast: Cast, digits: int) -> None:
    address = f"{ME}consents/{'9' * digits}/sharing/withdrawal/"
    assert cast.client("AP1").post(address).status_code == 404


@pytest.mark.parametrize("path", ["/account/me/", "/account/who/", "/my/", "/"])
def test_no_browser_keeps_a_page_of_somebody_who_is_signed_in(cast: Cast, path: str) -> None:
    assert cast.client("AP1").get(path).headers["Cache-Control"] == "private, no-store"


def test_a_copy_of_ones_own_data_holds_ones_own_and_nothing_else(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["sharing"])
    sms: dict[str, Any] = {"channel": "sms", "address": "+212699000001", "language": "ar"}
    write(key="receipt", body="FM-0001", person=cast["AP1"], **sms)
    write(key="code", body="code 123456", person=cast["AP1"], secret=True, **sms)
    answer = cast.client("AP1").get(ME + "data/")
    data = json.loads(answer.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="microlabs.json"'
    assert (data["person"]["name"], data["person"]["consents"][0]["purpose"]) == (
        "ZZC AP1 Name",
        "sharing",
    )
    assert [each["reference"] for each in data["applications"]] == ["FM-0001"]
    assert [each["body"] for each in data["messages"]] == ["FM-0001"]
    assert b"AP2" not in answer.content
    assert b"123456" not in answer.content


def test_the_copy_holds_the_wish_to_be_told_of_a_telephone_that_a_code_has_proved(
    cast: Cast,
) -> None:
    phones = (cast["AP1"].phone, "+212699000077")
    Interest.objects.bulk_create(
        Interest(stop=cast.stop, phone=str(phone), language="ar") for phone in phones
    )
    told = []
    for proved in (False, True):
        User.objects.filter(pk=cast["AP1"].pk).update(phone_verified=proved)
        data = json.loads(cast.client("AP1").get(ME + "data/").content)
        told.append([(each["stop__slug"], each["phone"]) for each in data["to_be_told"]])
    assert told == [[], [("fes", phones[0])]]


@pytest.mark.parametrize(
    ("asked", "cookie", "spoken"),
    [
        ("", "", "ar"),
        ("?lang=fr", "", "fr"),
        ("?lang=fr", "en", "fr"),
        ("", "en", "en"),
        ("?lang=xx", "fr", "fr"),
        ("?lang=%00", "\\000", "ar"),
        ("?lang=" + "x" * 5000, "", "ar"),
        ("?lang=../../etc", "<script>", "ar"),
    ],
)
def test_a_visitor_reads_the_language_asked_for_else_chosen_else_arabic(
    db: None,  # noqa: ARG001  the page lists the stops
    asked: str,
    cookie: str,
    spoken: str,
) -> None:
    browser = Client(headers={"accept-language": "es-ES"})
    browser.cookies["django_language"] = cookie
    page = browser.get("/" + asked)
    assert (page.status_code, page.headers["Content-Language"]) == (200, spoken)


@pytest.mark.parametrize(
    ("wish", "cookie", "spoken"),
    [
        ("", "", "ar"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "", "fr"),
        ("en-GB", "", "en"),
        ("ar-MA,fr;q=0.5", "", "ar"),
        ("es,fr;q=0.3,en;q=0.6", "", "en"),
        ("es-ES,de;q=0.5", "", "ar"),
        ("*", "", "ar"),
        ("fr;q=0", "", "ar"),
        ("fr-FR", "ar", "ar"),
        ("x" * 5000 + ";q=,", "", "ar"),
    ],
)
def test_on_a_first_visit_the_browser_chooses_among_our_languages(
    db: None,  # noqa: ARG001  the page lists the stops
    wish: str,
    cookie: str,
    spoken: str,
) -> None:
    browser = Client(headers={"accept-language": wish})
    browser.cookies["django_language"] = cookie
    page = browser.get("/")
    assert page.headers["Content-Language"] == spoken
    assert ("Accept-Language" in page.headers.get("Vary", "")) == (not cookie)


def test_what_was_asked_for_in_no_language_is_kept_for_no_other_one(db: None) -> None:  # noqa: ARG001
    assert "Accept-Language" in Client().get("/").headers["Vary"]


def test_a_person_reads_their_own_language_unless_they_chose_another(cast: Cast) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(language="fr")
    browser = cast.browser("AP1", language="")
    assert browser.get("/my/").headers["Content-Language"] == "fr"
    assert browser.get("/my/?lang=ar").headers["Content-Language"] == "ar"
    assert browser.get("/my/").headers["Content-Language"] == "ar"


def code_sent() -> str:
    match = re.search(r"\d{6}", Message.objects.latest("pk").body)
    assert match
    return match[0]


def test_an_e_mail_changes_with_a_code_sent_to_the_new_one(cast: Cast) -> None:
    browser = cast.browser("AP1")
    browser.post("/account/email/", {"email": "new@example.org", "action_add": ""})
    assert User.objects.get(pk=cast["AP1"].pk).email == "zzc-ap1@example.org"
    assert Message.objects.latest("pk").address == "new@example.org"
    browser.post("/account/confirm-email/", {"code": code_sent()})
    assert User.objects.get(pk=cast["AP1"].pk).email == "new@example.org"


def test_a_phone_changes_with_a_code_even_to_one_that_the_family_shares(cast: Cast) -> None:
    browser = cast.browser("AP1")
    browser.post("/account/phone/change/", {"phone": phone_of("AP2")})
    assert User.objects.get(pk=cast["AP1"].pk).phone == phone_of("AP1")
    browser.post("/account/phone/verify/", {"code": code_sent()})
    person = User.objects.get(pk=cast["AP1"].pk)
    assert (person.phone, person.phone_verified) == (phone_of("AP2"), True)


def test_the_page_of_the_code_does_not_say_the_number_in_a_message(cast: Cast) -> None:
    browser = Client()
    page = browser.post("/account/login/?lang=en", {"login": phone_of("AP1")}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["The code is on its way."]
    assert cast["AP1"].phone == "+212699000001"
