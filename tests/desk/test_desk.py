"""The desk: keying in and correcting for somebody, giving back a link, opening an attachment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from applications.models import Application
from desk.forms import BY_HAND
from people.models import Consent, ConsentText, Membership
from programs.models import Stop
from tests.pdfs import PLAN

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.cast import Cast

LIST = "/desk/fes/applications/"
NEW = "/desk/fes/new/"
FILE = "/desk/fes/files/FM-0001/"
BEGUN = 'data-size="small" href="/desk/stops/new/"'  # on the page, not in the menu
ANSWERS = {
    "kind": "project",
    "name": "فاطمة الزهراء",
    "phone": "06 99 01 00 55",
    "whatsapp": "yes",
    "language": "ar",
    "province": "MA-FES",
    "locality": "المدينة",
    "sector": "trade",
    "activity": "بيع الأثواب",
    "stage": "idea",
    "needs": ["funding"],
    "connection": "weak",
    "video": "no",
}


def form(**changes: Any) -> dict[str, Any]:
    """What a member of staff would send."""
    desk = {
        "desk-channel": "phone",
        "desk-consents": ["processing", "reminders"],
        "desk-key": str(uuid4()),
    }
    return {**ANSWERS, **desk, **changes}


def key_in(cast: Cast, code: str = "RS1", **changes: Any) -> Answer:
    return cast.client(code).post(NEW, form(**changes))


def corrected(cast: Cast, code: str = "RS1", **changes: Any) -> Answer:
    seen = Application.objects.get(pk=cast.application.pk).updated_at.isoformat()
    sent = {**ANSWERS, "name": "ZZC AP1 Name", "phone": "0699000001", "desk-seen": seen}
    return cast.client(code).post(FILE, {**sent, **changes})


def keyed() -> Application:
    return Application.objects.get(entered_by__isnull=False)


def kept() -> int:
    """How many applications staff have recorded."""
    return Application.objects.filter(entered_by__isnull=False).count()


def test_the_desk_shows_the_own_stops_with_their_numbers(cast: Cast) -> None:
    rows = cast.client("RS1").get("/desk/").context["rows"]
    assert [(row["stop"].slug, row["total"], row["today"]) for row in rows] == [("fes", 2, 0)]


@pytest.mark.parametrize("code", ["RS1", "RV"])
def test_a_stop_is_begun_from_the_first_page_by_who_manages(cast: Cast, code: str) -> None:
    reader = cast.client(code)
    full = reader.get("/desk/").text
    Stop.objects.filter(pk=cast.stop.pk).update(center=cast.elsewhere.center)
    empty = reader.get("/desk/").text
    assert [BEGUN in full, BEGUN in empty, "Prepare a stop" in empty] == [code == "RS1"] * 3


@pytest.mark.parametrize("code", ["AP1", "EX1", "PI"])
def test_the_first_page_of_the_desk_is_for_the_staff(cast: Cast, code: str) -> None:
    assert cast.client(code).get("/desk/").status_code == 403


@pytest.mark.parametrize("code", ["AP1", "EX1", "NS", "PI"])
@pytest.mark.parametrize("path", [NEW, "/desk/nowhere/new/", FILE, "/desk/fes/import/"])
def test_the_desk_is_for_the_staff_of_centers(cast: Cast, code: str, path: str) -> None:
    assert cast.client(code).get(path).status_code == 403


@pytest.mark.parametrize("path", [NEW, FILE, "/desk/fes/import/", "/desk/fes/import/template.xlsx"])
def test_another_center_s_desk_does_not_exist(cast: Cast, path: str) -> None:
    assert cast.client("RS2").get(path).status_code == 404


def test_an_address_of_no_file_leads_nowhere(cast: Cast) -> None:
    assert cast.client("RS1").get("/desk/fes/files/%00/").status_code == 404


def test_a_caller_s_application_is_recorded_with_its_channel_and_who_wrote_it_down(
    cast: Cast,
) -> None:
    key_in(cast)
    application = keyed()
    assert (
        application.state,
        application.channel,
        application.entered_by,
        application.phone,
        application.name,
    ) == (
        "submitted",
        "phone",
        cast["RS1"],
        "+212699010055",
        "فاطمة الزهراء",
    )


def test_what_the_person_agreed_to_is_kept_with_the_version_they_heard(cast: Cast) -> None:
    ConsentText.objects.create(purpose="reminders", version=7, text="Reminders?")
    key_in(cast)
    consents = Consent.objects.filter(person=keyed().applicant).values_list(
        "text__purpose", "text__version"
    )
    assert sorted(consents) == [("processing", 1), ("reminders", 7)]


def test_the_texts_read_aloud_name_the_center_in_the_order_of_the_form(cast: Cast) -> None:
    ConsentText.objects.create(purpose="processing", version=7, text="May {center} read this?")
    offered = cast.client("RS1").get(NEW).context["form"].fields["consents"].choices
    assert ([purpose for purpose, _text in offered], offered[0][1]) == (
        ["processing", "reminders", "sharing"],
        f"May {cast.stop.center.name_en} read this?",
    )


def plan() -> SimpleUploadedFile:
    """A file that somebody chose."""
    return SimpleUploadedFile("plan.pdf", PLAN, "application/pdf")


def test_a_file_that_was_chosen_is_asked_for_again_when_the_page_comes_back(cast: Cast) -> None:
    keying, correction = (
        key_in(cast, kind="", document=plan()),
        corrected(cast, kind="", document=plan()),
    )
    again = ["Please choose the file again."]
    assert [page.context["errors"]["document"] for page in (keying, correction)] == [again, again]


def test_nothing_is_kept_without_agreement(cast: Cast) -> None:
    status = key_in(cast, "RS1", **{"desk-consents": ["reminders"]}).status_code
    assert (status, kept()) == (422, 0)


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    response = key_in(cast, kind="", locality="حي النرجس")
    assert (response.status_code, "حي النرجس" in response.content.decode(), kept()) == (
        422,
        True,
        0,
    )


def test_a_double_click_records_once(cast: Cast) -> None:
    key = str(uuid4())
    key_in(cast, **{"desk-key": key})
    response = key_in(cast, **{"desk-key": key, "desk-another_person": "on"})
    assert (response.status_code, kept()) == (302, 1)


def test_the_same_phone_in_another_name_is_asked_about_first(cast: Cast) -> None:
    key_in(cast)
    warned = key_in(cast, name="أختها")
    confirmed = key_in(cast, name="أختها", **{"desk-another_person": "on"})
    assert (
        warned.status_code,
        [twin.phone for twin in warned.context["possible_duplicates"]],
        confirmed.status_code,
    ) == (
        422,
        ["+212699010055"],
        302,
    )


def test_the_same_name_however_it_is_spelt_is_asked_about_first(cast: Cast) -> None:
    key_in(cast)
    assert key_in(cast, name="فاطِمه الزهراء", phone="0699010056").status_code == 422


def test_the_same_person_is_never_recorded_twice(cast: Cast) -> None:
    key_in(cast)
    status = key_in(cast, **{"desk-another_person": "on"}).status_code
    assert (status, kept()) == (422, 1)


def test_an_association_that_applies_for_somebody_is_named(cast: Cast) -> None:
    nameless = key_in(cast, **{"desk-channel": "association"}).status_code
    key_in(cast, **{"desk-channel": "association", "desk-association": "جمعية الأمل"})
    assert (nameless, keyed().association, keyed().channel) == (422, "جمعية الأمل", "association")


@pytest.mark.parametrize(("code", "status"), [("RV", 422), ("RS1", 302)])
def test_after_the_close_only_managers_record_what_arrived_in_time(
    cast: Cast, code: str, status: int
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(
        state="closed", closes_at=timezone.now() - timedelta(hours=1)
    )
    assert key_in(cast, code).status_code == status


@pytest.mark.parametrize("channel", [channel.value for channel in BY_HAND])
def test_after_the_close_a_manager_records_it_by_each_way_that_the_page_offers(
    cast: Cast, channel: str
) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(
        state="closed", closes_at=timezone.now() - timedelta(hours=1)
    )
    sent = {"desk-channel": channel, "desk-association": "جمعية الأمل"}
    assert (key_in(cast, **sent).status_code, keyed().channel) == (302, channel)


def test_nobody_records_anything_once_the_stop_runs(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state="running")
    assert (key_in(cast).status_code, kept()) == (422, 0)


def test_protected_fields_are_never_taken_from_a_form(cast: Cast) -> None:
    fields = {*ANSWERS, "email", "gender"}
    attack = {
        field.name: "9"
        for field in Application._meta.concrete_fields  # noqa: SLF001
        if field.name not in fields
    }
    attack |= {"id": "9", "state": "confirmed", "reference": "FM-9999"}
    attack |= {"entered_by": "1", "outside": "1"}
    key_in(cast, **attack)
    application = keyed()
    assert application.reference != "FM-9999"
    assert application.pk != 9
    assert (application.state, application.entered_by, application.outside) == (
        "submitted",
        cast["RS1"],
        False,
    )


def test_keying_in_starts_at_the_list_of_a_stop(cast: Cast) -> None:
    button, every = 'data-key="n" href="/desk/fes/new/"', "/desk/applications/"
    only = cast.client("RS1").get(every, follow=True).content.decode()
    Membership.objects.create(user=cast["RS1"], role="manager", center=cast.elsewhere.center)
    pages = [cast.client("RS1").get(page).content.decode() for page in (LIST, every)]
    assert [button in page for page in (only, *pages)] == [True, True, False]
