"""“Tell me when it opens”: a telephone is kept until the day, written to once, and forgotten."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone, translation

from applications.models import Application
from messaging.models import Message, OptOut
from portal.clock import tell_who_wanted_to_know
from portal.models import Interest
from programs.models import Stop
from programs.opening import preparations_of

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast

DAY = timedelta(days=1)
ADDRESS = "/fes/news/"
ASKED = {"phone": "٠٦ ٩٩ ٠٠ ١١ ٢٢", "province": "MA-SEF"}


@pytest.fixture
def to_come(cast: Cast) -> Stop:
    """The stop of the cast, announced and not open yet."""
    now = timezone.now()
    Stop.objects.filter(pk=cast.stop.pk).update(
        state=Stop.State.PREPARED, opens_at=now + DAY, closes_at=now + 20 * DAY
    )
    return Stop.objects.get(pk=cast.stop.pk)


def opened(stop: Stop) -> None:
    """Its day has come."""
    Stop.objects.filter(pk=stop.pk).update(state=Stop.State.OPEN, opens_at=timezone.now() - DAY)


def notes() -> list[str]:
    """The messages about it, as they stand in the outbox."""
    return list(Message.objects.filter(event="stop_opened").values_list("address", flat=True))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_number_in_any_spelling_is_kept_with_its_province_and_language(
    cast: Cast, to_come: Stop
) -> None:
    answer = cast.client(language="fr").post(ADDRESS, ASKED, follow=True)
    wish = Interest.objects.get(stop=to_come)
    assert (wish.phone, wish.province and wish.province.iso, wish.language) == (
        "+212699001122",
        "MA-SEF",
        "fr",
    )
    assert "C’est noté" in text(answer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"phone": "12"}, "Please write a phone number such as 06 12 34 56 78."),
        ({"province": ""}, "This field is required."),
        ({"province": "MA-AGD"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field_and_stays_typed(
    cast: Cast, to_come: Stop, typed: dict[str, str], sentence: str
) -> None:
    answer = cast.client().post(ADDRESS, {"phone": "0699001122", **ASKED, **typed})
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert Interest.objects.filter(stop=to_come).count() == 0
    assert 'value="12"' in answer.content.decode() or "phone" not in typed


def test_a_number_is_kept_once_and_nobody_learns_that_it_was_there(
    cast: Cast, to_come: Stop
) -> None:
    first = text(cast.browser().post(ADDRESS, ASKED, follow=True))
    again = text(cast.browser().post(ADDRESS, {**ASKED, "phone": "+212699001122"}, follow=True))
    assert (first == again, Interest.objects.filter(stop=to_come).count()) == (True, 1)


@override_settings(APPLICATIONS_PER_HOUR=5)
def test_a_network_that_asks_all_the_time_is_stopped(cast: Cast, to_come: Stop) -> None:
    statuses = {
        cast.client().post(ADDRESS, {**ASKED, "phone": f"06990{number:05}"}).status_code
        for number in range(5)
    }
    last = cast.client().post(ADDRESS, {**ASKED, "phone": "0699099999"})
    assert (statuses, last.status_code) == ({302}, 422)
    assert Interest.objects.filter(stop=to_come).count() == 5


def test_nobody_is_told_before_the_day_and_everybody_once_after_it(
    cast: Cast, to_come: Stop
) -> None:
    cast.client().post(ADDRESS, ASKED)
    before = (tell_who_wanted_to_know(), notes())
    opened(to_come)
    told = (tell_who_wanted_to_know(), tell_who_wanted_to_know())
    assert (before, told, notes()) == ((0, []), (1, 0), ["+212699001122"])
    assert Interest.objects.count() == 0


def test_the_message_says_until_when_and_where_in_the_language_that_was_read(
    cast: Cast, to_come: Stop
) -> None:
    cast.client(language="fr").post(ADDRESS, ASKED)
    opened(to_come)
    tell_who_wanted_to_know()
    note = Message.objects.get(event="stop_opened")
    day = f"{Stop.objects.get(pk=to_come.pk).closes_at:%d/%m}"
    assert f"jusqu’au {day}. Pour postuler\N{NO-BREAK SPACE}: {settings.SITE_URL}/fes" in note.body


def test_who_said_stop_is_not_written_to(cast: Cast, to_come: Stop) -> None:
    cast.client().post(ADDRESS, ASKED)
    OptOut.objects.create(address="+212699001122", way="sms")
    opened(to_come)
    tell_who_wanted_to_know()
    assert (notes(), Interest.objects.count()) == ([], 0)


def test_a_number_that_waited_in_vain_is_forgotten(cast: Cast, to_come: Stop) -> None:
    cast.client().post(ADDRESS, ASKED)
    now = timezone.now()
    Stop.objects.filter(pk=to_come.pk).update(opens_at=now - 2 * DAY, closes_at=now - DAY)
    tell_who_wanted_to_know()
    assert (notes(), Interest.objects.count()) == ([], 0)


def test_a_thousand_cost_what_three_cost(
    to_come: Stop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (3, 600):
        Stop.objects.filter(pk=to_come.pk).update(state=Stop.State.PREPARED)
        Interest.objects.bulk_create(
            Interest(stop=to_come, phone=f"+2126{many:03}{number:05}", language="ar")
            for number in range(many)
        )
        opened(to_come)
        with django_assert_num_queries(12):
            assert tell_who_wanted_to_know() == many


def test_the_center_reads_how_many_wait_and_where_they_live(cast: Cast, to_come: Stop) -> None:
    for number, province in enumerate(["MA-SEF", "MA-SEF", "elsewhere"]):
        cast.client().post(ADDRESS, {"phone": f"069900112{number}", "province": province})
    with translation.override("en"):
        (waiting,) = (each for each in preparations_of(to_come) if each.code == "interest")
    assert waiting.there == "3 people want to be told when it opens · Sefrou 2 · Another region 1"


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_of_a_stop_to_come_stays_light_and_works_without_scripts(
    cast: Cast, to_come: Stop, language: str
) -> None:
    client = cast.browser(language=language)
    client.get("/")
    html = client.get("/fes/").content
    assert len(html) < 14_000
    assert (b'action="/fes/news/"' in html, b"hx-" in html, to_come.is_to_come) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("state", ["open", "closed", "running", "finished"])
def test_a_stop_that_has_opened_keeps_no_number(cast: Cast, state: str) -> None:
    Stop.objects.filter(pk=cast.stop.pk).update(state=state)
    cast.client().post(ADDRESS, ASKED)
    assert Interest.objects.count() == 0


def begin(client: Client, address: str) -> Application:
    """Somebody sends the first page of the form."""
    key = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1b"
    client.post(address, {"kind": "project", "name": "Salma", "key": key})
    return Application.objects.get(key=key)


def test_the_link_of_a_poster_fills_the_province_and_is_remembered_another_day(cast: Cast) -> None:
    client = cast.browser()
    html = client.get("/fes/?province=MA-SEF&campaign=foire-sefrou").content.decode()
    assert 'href="/fes/apply/?province=MA-SEF"' in html
    assert begin(client, "/fes/apply/").campaign == "foire-sefrou"


@pytest.mark.parametrize("campaign", ["", "<b>", "a" * 41, "x y", "حملة"])
def test_what_is_no_name_of_a_campaign_is_left_out(cast: Cast, campaign: str) -> None:
    client = cast.browser()
    client.get("/fes/", {"campaign": campaign})
    assert begin(client, "/fes/apply/").campaign == ""


def test_a_wish_remembers_the_campaign_too(cast: Cast, to_come: Stop) -> None:
    client = cast.browser()
    client.get("/fes/?province=MA-SEF&campaign=gare")
    client.post(ADDRESS, ASKED)
    assert Interest.objects.get(stop=to_come).campaign == "gare"


@pytest.mark.parametrize("campaign", ["gare", ""])
def test_the_message_carries_the_campaign_to_whatever_device_one_applies_on(
    cast: Cast, to_come: Stop, campaign: str
) -> None:
    client = cast.browser()
    client.get("/fes/", {"campaign": campaign})
    client.post(ADDRESS, ASKED)
    opened(to_come)
    tell_who_wanted_to_know()
    (link,) = re.findall(rf"{settings.SITE_URL}(\S+)", Message.objects.get().body)
    another = cast.browser()
    another.get(link, follow=True)
    assert begin(another, "/fes/apply/").campaign == campaign
