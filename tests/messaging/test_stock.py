"""Ready answers: whose they are, what is filled in them, what is refused."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from messaging.models import StockAnswer, Thread
from tests.cast import Cast
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known

READY = "/desk/conversations/ready/"
HOURS = {
    "body_ar": "سلام {name}، ملفكم {file} عند {center}.",
    "body_fr": "Bonjour {name}, votre dossier {file} : {stop}. {me}",
}


def ready(cast: Cast, name: str = "Heures", **words: str) -> StockAnswer:
    """A ready answer of region 1."""
    return StockAnswer.objects.create(center=cast.stop.center, name=name, **(words or HOURS))


def offered(browser: Client, thread: Thread) -> list[tuple[str, str]]:
    found = browser.get(f"/desk/conversations/{thread.pk}/").context["ready"]
    return [(offer.language, offer.text) for offer in found]


def test_it_is_filled_for_its_person_in_their_language(cast: Cast) -> None:
    known(cast)
    ready(cast)
    thread = by_whatsapp(cast).thread
    center = cast.stop.center.name_ar
    assert offered(cast.client("RS1"), thread) == [
        ("ar", f"سلام ZZC AP1 Name، ملفكم FM-0001 عند {center}.")
    ]


def test_another_language_is_offered_where_theirs_is_not_written(cast: Cast) -> None:
    known(cast)
    ready(cast, body_fr="Demain, {me}.")
    thread = by_whatsapp(cast).thread
    assert offered(cast.client("RS1"), thread) == [("fr", f"Demain, {cast['RS1'].name}.")]


def test_what_is_not_known_stays_open_and_is_not_sent(cast: Cast, settings: Any) -> None:
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"
    ready(cast, body_ar="{name}: {file}")
    thread = heard(UNKNOWN).thread
    Thread.objects.filter(pk=thread.pk).update(stop=cast.stop)
    browser = cast.client("RS1")
    ((_language, text),) = offered(browser, thread)
    values = {"key": "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a", "text": text}
    refused = browser.post(f"/desk/conversations/{thread.pk}/answers/", values)
    assert (text, refused.status_code) == ("{name}: {file}", 422)
    assert refused.context["answer"].errors.as_data()["text"][0].code == "open"


def test_an_expert_is_offered_no_number_of_a_file(cast: Cast) -> None:
    known(cast)
    ready(cast, body_ar="{file}")
    thread = by_whatsapp(cast).thread
    Thread.objects.filter(pk=thread.pk).update(assigned_to=cast["EX1"])
    assert offered(cast.client("EX1"), thread) == [("ar", "{file}")]


def test_its_link_puts_it_into_the_box_without_a_script(cast: Cast) -> None:
    known(cast)
    row = ready(cast, body_ar="غدا")
    ready(cast, "Autre", body_ar="اليوم")
    address = f"/desk/conversations/{by_whatsapp(cast).thread_id}/"
    browser = cast.client("RS1")
    begun = [
        browser.get(f"{address}{query}").content.decode().count("غدا</textarea>")
        for query in ("", f"?ready={row.pk}", "?ready=x", "?ready=999999")
    ]
    assert begun == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("body", "field"),
    [("{names}", "body_fr"), ("{name", "body_fr"), ("{name}", None), ("", "body_ar")],
)
def test_an_unknown_placeholder_is_refused_beside_its_field(
    cast: Cast, body: str, field: str | None
) -> None:
    values = {"center": cast.stop.center_id, "name": "Papiers", "body_fr": body}
    answer = cast.client("RS1").post(f"{READY}new/", values)
    errors = list(answer.context["form"].errors) if answer.status_code == 422 else [None]
    assert errors == [field]


def test_two_of_one_name_are_refused_in_words(cast: Cast) -> None:
    ready(cast)
    values = {"center": cast.stop.center_id, "name": "Heures", "body_fr": "Demain"}
    answer = cast.client("RS1").post(f"{READY}new/", values)
    assert "The center already has a ready answer of this name." in answer.content.decode()


def test_managers_write_reviewers_read_and_another_center_finds_none(cast: Cast) -> None:
    row = ready(cast)
    seen = {
        code: (
            [each.pk for each in cast.client(code).get(READY).context["rows"]],
            cast.client(code).get(f"{READY}{row.pk}/").status_code,
        )
        for code in ("RS1", "RV", "RS2")
    }
    assert seen == {"RS1": ([row.pk], 200), "RV": ([row.pk], 404), "RS2": ([], 404)}
    values = {"center": cast.elsewhere.center_id, "name": "x", "body_fr": "y"}
    foreign = cast.client("RS1").post(f"{READY}new/", values)
    assert list(foreign.context["form"].errors) == ["center"]


def test_it_is_changed_and_deleted(cast: Cast) -> None:
    row = ready(cast)
    browser = cast.client("RS1")
    values = {"center": cast.stop.center_id, "name": "Horaires", "body_en": "Tomorrow"}
    browser.post(f"{READY}{row.pk}/", values)
    row.refresh_from_db()
    assert (row.name, row.body_fr, row.body_en) == ("Horaires", "", "Tomorrow")
    browser.post(f"{READY}{row.pk}/deletion/")
    assert StockAnswer.objects.count() == 0


def test_the_list_and_the_conversation_cost_the_same_for_one_and_for_three(cast: Cast) -> None:
    known(cast)
    addresses = (READY, f"/desk/conversations/{by_whatsapp(cast).thread_id}/")
    browser, costs = cast.client("RS1"), []
    for names in ("A", "BC"):
        for name in names:
            ready(cast, name)
        costs.append([statements(browser, address) for address in addresses])
    assert costs[0] == costs[1]


def statements(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as caught:
        browser.get(address)
    return len(caught)
