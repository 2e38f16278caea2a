"""The three steps to a message to a group, as staff walk them; its progress and stop; who may."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.broadcasts import views
from desk.broadcasts.actions import group_of, start
from desk.broadcasts.checking import check
from messaging.models import Broadcast, Message
from selection.models import Recusal
from tests.cast import without_files
from tests.selection.crowd import TEXTS, applicant, begun, crowd, drafted

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast

GROUPS = "/desk/fes/groups/"
TIMING = {"when": "now", "wave": "50", "pause": "10"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    without_files(cast)
    return cast.stop


def at(broadcast: Broadcast, step: str = "") -> str:
    """The address of a step."""
    return f"{GROUPS}{broadcast.pk}/{step}"


def seal_of(cast: Cast, broadcast: Broadcast) -> str:
    """What somebody takes along from the last page."""
    return str(cast.client("RS1").get(at(broadcast, "check/")).context["check"].seal)


def send(cast: Cast, broadcast: Broadcast, **values: Any) -> Any:
    """Look, and press the button."""
    seal = values.pop("seal", None) or seal_of(cast, broadcast)
    return cast.client("RS1").post(at(broadcast, "start/"), {**TIMING, "seal": seal, **values})


def test_the_desk_leads_to_the_messages_to_groups(cast: Cast) -> None:
    # In the menu, among the messages.
    assert f'href="{GROUPS}"' in cast.client("RV").get("/desk/conversations/").content.decode()


def test_choosing_counts_and_keeps_nothing(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, gender="woman"), applicant(stop, 2)
    browser = cast.client("RS1")
    counts = [
        len(browser.post(f"{GROUPS}new/", form).context["group"])
        for form in ({}, {"gender": "woman"})
    ]
    assert (counts, Broadcast.objects.count()) == ([2, 1], 0)


def test_htmx_fetches_the_count_alone(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    page = cast.client("RS1").post(f"{GROUPS}new/", {}, headers=HTMX).content.decode()
    assert ("<html" in page, "1 person will be written to" in page) == (False, True)


def test_a_filter_that_was_not_understood_chooses_nobody(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    answer = cast.client("RS1").post(f"{GROUPS}new/", {"province": "MA-NIL", "write": "yes"})
    assert (answer.status_code, len(answer.context["group"]), Broadcast.objects.count()) == (
        422,
        0,
        0,
    )


def test_the_list_shows_the_first_fifty_with_their_last_reminder(cast: Cast, stop: Stop) -> None:
    people = crowd(stop, 52)
    moment = timezone.now() - timedelta(days=3)
    values = {
        "event": "nudge",
        "channel": "sms",
        "language": "ar",
        "stop": stop,
        "state": "sent",
        "sent_at": moment,
    }
    Message.objects.create(key="x", address=people[-1].phone, person=people[-1].applicant, **values)
    waiting = values | {"state": "new", "sent_at": None}
    Message.objects.create(
        key="y", address=people[-2].phone, person=people[-2].applicant, **waiting
    )
    lines = cast.client("RS1").get(f"{GROUPS}new/").context["lines"]
    assert (len(lines), lines[0].reminded_at, lines[1].reminded_at) == (50, moment, None)


def test_who_has_not_sent_yet_is_not_named(cast: Cast, stop: Stop) -> None:
    begun(stop, 1, name="Zineb")
    drafted(stop, filters={"state": "draft"}, body_ar="{name} {link}")
    browser = cast.client("RS1")
    pages = [
        browser.post(f"{GROUPS}new/", {"state": "draft"}),
        browser.get(at(Broadcast.objects.get(), "check/")),
    ]
    assert [("Zineb" in page.content.decode(), len(page.context["group"])) for page in pages] == [
        (False, 1)
    ] * 2


def test_who_is_off_a_file_does_not_see_its_person_in_the_group(cast: Cast) -> None:
    Recusal.objects.create(application=cast.application, reader=cast["RV"], by=cast["RS1"])
    pages = {code: cast.client(code).get("/desk/fes/groups/new/") for code in ("RV", "RS1")}
    listed = {
        code: {row.reference for row in page.context["lines"]} for code, page in pages.items()
    }
    assert listed == {"RV": {"FM-0002"}, "RS1": {"FM-0001", "FM-0002"}}


def test_going_on_keeps_a_draft_and_coming_back_finds_its_filters(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    answer = cast.client("RS1").post(f"{GROUPS}new/", {"language": "ar", "write": "yes"})
    draft = Broadcast.objects.get()
    form = cast.client("RS1").get(at(draft, "people/")).context["filters"]
    assert (answer.headers["Location"], draft.filters, draft.author, form["language"].value()) == (
        at(draft, "text/"),
        {"language": "ar"},
        cast["RS1"],
        "ar",
    )


def test_a_second_click_takes_the_empty_draft_again(cast: Cast, stop: Stop) -> None:
    for _click in range(2):
        cast.client("RS1").post(f"{GROUPS}new/", {"write": "yes"})
    assert Broadcast.objects.filter(stop=stop).count() == 1


def test_an_unknown_placeholder_is_refused_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, stop: Stop
) -> None:
    applicant(stop, 1)
    answer = cast.client("RS1").post(at(drafted(stop), "text/"), {**TEXTS, "body_ar": "يا {nom}"})
    form = answer.context["form"]
    assert (answer.status_code, form.errors, "يا {nom}" in answer.content.decode()) == (
        422,
        {"body_ar": ["Nothing stands for {nom} here."]},
        True,
    )


def test_a_language_that_somebody_reads_is_asked_for_and_what_was_typed_is_kept(
    cast: Cast, stop: Stop
) -> None:
    applicant(stop, 1, language="fr"), applicant(stop, 2)
    draft = drafted(stop, **dict.fromkeys(TEXTS, ""))
    answer = cast.client("RS1").post(at(draft, "text/"), {"title_ar": "ورشة", "body_ar": "سلام"})
    draft.refresh_from_db()
    sentence = "1 person of the group reads this language: French. Please write the text in it."
    assert (answer.status_code, answer.context["form"].errors["body_fr"], draft.body_ar) == (
        422,
        [sentence],
        "سلام",
    )


def test_a_form_that_was_not_sent_has_no_number_to_write(cast: Cast, stop: Stop) -> None:
    begun(stop, 1)
    answer = cast.client("RS1").post(at(drafted(stop, filters={"state": "draft"}), "text/"), TEXTS)
    assert sorted(answer.context["form"].errors) == ["body_ar", "body_fr"]


def test_a_text_asks_for_its_subject(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    answer = cast.client("RS1").post(at(drafted(stop), "text/"), {"body_ar": "سلام"})
    assert list(answer.context["form"].errors) == ["title_ar"]


def test_the_length_is_counted_in_sms_as_it_is_typed_and_nothing_is_kept(
    cast: Cast, stop: Stop
) -> None:
    applicant(stop, 1, name="ن" * 60)
    draft = drafted(stop)
    typed = {**TEXTS, "body_ar": "مرحبا بكم {name}"}
    answer = cast.client("RS1").post(at(draft, "text/"), typed, headers=HTMX)
    draft.refresh_from_db()
    counted = [(each.language, each.parts, each.units) for each in answer.context["measured"]]
    assert (counted[0], draft.body_ar) == (("ar", 1, 70), TEXTS["body_ar"])
    answer = cast.client("RS1").post(
        at(draft, "text/"), TEXTS | {"body_ar": "س" * 100_000}, headers=HTMX
    )
    assert answer.context["measured"][0].units == 1500


@pytest.mark.usefixtures("in_english")
def test_the_check_tells_who_reads_what_and_what_it_costs(cast: Cast, stop: Stop) -> None:
    (
        applicant(stop, 1, name="ن" * 60),
        applicant(stop, 2, language="fr", agrees=False, email="p2@example.org"),
    )
    draft = drafted(stop)
    summary = check(draft, stop, group_of(draft, stop), cast["RS1"])
    assert (summary.count, summary.languages, summary.channels, summary.costs, summary.waves) == (
        2,
        {"ar": 1, "fr": 1},
        {"E-mail": 1, "SMS": 1},
        ["2 SMS in all, at most 2 for one person."],
        1,
    )


def test_three_real_letters_are_shown_one_of_each_language_first(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, name="Karim", language="fr"), crowd(stop, 9)
    draft = drafted(stop, body_ar="{name} {link}")
    samples = check(draft, stop, group_of(draft, stop), cast["RS1"]).samples
    tokens = [application.token for application in stop.applications.all()]
    assert [each.language for each in samples] == ["ar", "fr", "ar"]
    assert not [each for each in samples if any(token in each.body for token in tokens)]
    assert samples[0].body.endswith("/my/" + 22 * "x")


def test_sending_stands_on_the_last_page_only(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    draft = drafted(stop)
    pages = [
        cast.client("RS1").get(at(draft, step)).content.decode()
        for step in ("people/", "text/", "check/")
    ]
    assert [at(draft, "start/") in page for page in pages] == [False, False, True]


def test_a_message_that_lacks_a_language_has_no_button(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1, language="en")
    page = cast.client("RS1").get(at(drafted(stop), "check/")).content.decode()
    assert ("Send 0" in page, "1 person of the group reads this language: English" in page) == (
        False,
        True,
    )


def test_sending_writes_once_however_often_one_clicks(cast: Cast, stop: Stop) -> None:
    crowd(stop, 3)
    draft = drafted(stop)
    seal = seal_of(cast, draft)
    answers = [send(cast, draft, seal=seal).headers["Location"] for _click in range(2)]
    assert (answers, Message.objects.count()) == ([at(draft)] * 2, 3)


def test_a_group_that_changed_asks_again(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    draft = drafted(stop)
    seal = seal_of(cast, draft)
    applicant(stop, 2)
    answer = send(cast, draft, seal=seal)
    assert (
        answer.status_code,
        answer.context["check"].count,
        answer.context["refused"],
        Message.objects.count(),
    ) == (
        422,
        2,
        ["The group or the text has changed. Please look once more."],
        0,
    )


def test_later_is_a_moment_to_come(cast: Cast, stop: Stop) -> None:
    applicant(stop, 1)
    draft = drafted(stop)
    past, future = (
        f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT10:00}" for days in (-1, 3)
    )
    refused = [
        send(cast, draft, when="later", start_at=each).context["form"].errors for each in ("", past)
    ]
    sent = send(cast, draft, when="later", start_at=future)
    draft.refresh_from_db()
    assert ([list(each) for each in refused], sent.status_code) == ([["start_at"]] * 2, 302)
    assert draft.start_at == timezone.make_aware(timezone.datetime.fromisoformat(future))
    assert Message.objects.get().due_at >= draft.start_at


def test_the_waves_are_kept_and_the_end_is_told(cast: Cast, stop: Stop) -> None:
    crowd(stop, 3)
    draft = drafted(stop)
    cast.client("RS1").post(at(draft, "timing/"), {"when": "now", "wave": "1", "pause": "5"})
    summary = cast.client("RS1").get(at(draft, "check/")).context["check"]
    assert (summary.waves, summary.last > summary.first) == (3, True)


@pytest.mark.parametrize("wrong", [{"wave": "0"}, {"wave": ""}, {"pause": "-3"}, {"when": "never"}])
def test_a_nonsensical_wave_is_refused(cast: Cast, stop: Stop, wrong: dict[str, str]) -> None:
    applicant(stop, 1)
    assert (send(cast, drafted(stop), **wrong).status_code, Message.objects.count()) == (422, 0)


def started(cast: Cast, stop: Stop, people: int = 3) -> Broadcast:
    """A message that has just been started."""
    crowd(stop, people)
    draft = drafted(stop)
    start(draft, stop=stop, by=cast["RS1"], seen=seal_of(cast, draft))
    return draft


@pytest.mark.parametrize("step", ["people/", "text/", "check/"])
def test_what_was_started_shows_its_progress_instead_of_its_steps(
    cast: Cast, stop: Stop, step: str
) -> None:
    broadcast = started(cast, stop)
    assert cast.client("RS1").get(at(broadcast, step)).headers["Location"] == at(broadcast)


def test_progress_counts_what_left_what_waits_and_why_some_did_not(cast: Cast, stop: Stop) -> None:
    broadcast = started(cast, stop, 4)
    first, second, third, _fourth = Message.objects.order_by("pk").values_list("pk", flat=True)
    Message.objects.filter(pk__in=[first, second]).update(state="delivered")
    Message.objects.filter(pk=third).update(state="failed", failure="No SMS gateway is configured.")
    progress = cast.client("RS1").get(at(broadcast)).context["progress"]
    assert (progress.gone, progress.waiting, progress.total, progress.causes) == (
        2,
        1,
        4,
        {"No SMS gateway is configured.": 1},
    )
    assert [(part.code, part.width) for part in progress.parts if part.count] == [
        ("delivered", 50),
        ("waiting", 25),
        ("failed", 25),
    ]


def test_the_part_that_moves_is_fetched_alone_until_nothing_waits(cast: Cast, stop: Stop) -> None:
    broadcast = started(cast, stop)
    parts = [cast.client("RS1").get(at(broadcast), headers=HTMX).content.decode()]
    Message.objects.update(state="sent")
    parts.append(cast.client("RS1").get(at(broadcast), headers=HTMX).content.decode())
    assert [("every 10s" in part, "<html" in part) for part in parts] == [
        (True, False),
        (False, False),
    ]


def test_stopping_drops_what_waits(cast: Cast, stop: Stop) -> None:
    broadcast = started(cast, stop)
    page = cast.client("RV").post(at(broadcast, "end/"), follow=True)
    states = set(Message.objects.values_list("state", flat=True))
    assert (states, "Stopped: 3 messages are not sent." in page.content.decode()) == (
        {"dropped"},
        True,
    )


def test_a_draft_is_deleted_and_a_started_message_is_not(cast: Cast, stop: Stop) -> None:
    broadcast, draft = started(cast, stop), drafted(stop)
    for each in (broadcast, draft):
        cast.client("RS1").post(at(each, "deletion/"))
    assert list(Broadcast.objects.all()) == [broadcast]


@pytest.mark.parametrize("step", ["", "people/", "text/", "check/"])
def test_a_message_of_another_region_is_not_there(cast: Cast, step: str) -> None:
    foreign = drafted(cast.elsewhere)
    browser = cast.client("RS1")
    addresses = [at(foreign, step), f"/desk/souss/groups/{foreign.pk}/{step}"]
    assert [browser.get(address).status_code for address in addresses] == [404, 404]


def test_looking_at_the_delivery_log_of_one_message(cast: Cast, stop: Stop) -> None:
    broadcast = started(cast, stop)
    applicant(stop, 90)
    Message.objects.create(
        key="y", channel="sms", address="+212699010090", language="ar", body="y", stop=stop
    )
    page = cast.client("RS1").get(f"/admin/messaging/message/?broadcast={broadcast.pk}")
    assert page.context["cl"].result_count == 3


@pytest.mark.parametrize("people", [1, 3, 60])
@pytest.mark.parametrize(
    ("step", "statements"), [("new/", 11), ("{}/text/", 6), ("{}/check/", 7), ("{}/", 5), ("", 6)]
)
def test_a_page_costs_the_same_however_large_the_group(
    cast: Cast, stop: Stop, people: int, step: str, statements: int
) -> None:
    crowd(stop, people)
    draft = drafted(stop)
    if step == "{}/":
        start(draft, stop=stop, by=cast["RS1"], seen=seal_of(cast, draft))
    browser = cast.client("RS1")
    browser.get(GROUPS)
    with CaptureQueriesContext(connection) as queries:
        browser.get(GROUPS + step.format(draft.pk))
    assert len(queries) == statements


@pytest.mark.parametrize("step", ["people/", "text/", "timing/"])
def test_what_is_changed_while_a_colleague_sends_it_is_refused_in_a_sentence(
    cast: Cast, stop: Stop, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    broadcast, change = drafted(stop), views.actions.change

    def late(row: Broadcast, **fields: Any) -> None:
        Broadcast.objects.filter(pk=row.pk).update(state="started", started_at=timezone.now())
        change(row, **fields)

    monkeypatch.setattr(views.actions, "change", late)
    sent = {**TEXTS, **TIMING, "name": "N", "write": "yes"}
    answer = cast.client("RS1").post(at(broadcast, step), sent, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        "This message has been started; it can no longer be changed."
    ]
