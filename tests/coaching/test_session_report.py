"""What is written after a session: the report and its history, next steps, letters, opinions."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from coaching.models import Booking, BookingMove, Case, Report, SessionOpinion, Step
from coaching.session.history import versions
from coaching.session.links import day_url, step_url
from coaching.session.reporting import NextStep, no_answer, say, write
from coaching.session.support import faces_of
from coaching.session.telling import remind_of_steps, tell_days
from meetings.models import Guest
from messaging.models import Message
from messaging.yes_no import replies
from tests.coaching.arranged import make_expert
from tests.coaching.held import SAID, make_session, of_ex1, step_rows
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

HELD = {"outcome": "held", "topics": "Prices", "result": "A plan", "minutes": 30, "beside": None}
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20) + b"data" + bytes(4)


def letters() -> list[tuple[str, str]]:
    """On which occasion somebody was written to, and in which language."""
    return list(Message.objects.order_by("pk").values_list("event", "language"))


def test_a_report_ends_the_session_and_tells_its_person_of_the_steps_in_their_language(
    cast: Cast,
) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said=HELD, steps=[NextStep("فتح حساب بنكي")], by=cast["EX1"])
    booking.refresh_from_db()
    assert (booking.state, letters()) == ("held", [("session_steps", "ar")])
    message = Message.objects.get()
    assert (step_url(booking).rstrip("/") in message.body, message.person) == (True, booking.person)
    assert list(BookingMove.objects.values_list("target", "reason")) == [("held", "reported")]
    assert list(Case.objects.values_list("participation", "expert")) == [
        (booking.participation_id, booking.expert_id)
    ]


def test_the_same_report_twice_changes_nothing_and_writes_to_nobody_again(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    for _time in range(2):
        write(booking, said=HELD, steps=[NextStep("Call the bank")], by=cast["EX1"])
        booking.refresh_from_db()
    assert (Step.objects.count(), len(letters()), len(versions(booking))) == (1, 1, 1)


def test_who_writes_last_is_believed_even_by_a_page_that_is_old(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said=HELD, by=cast["EX1"])
    old, other = (Booking.objects.get(pk=booking.pk) for _page in range(2))
    write(other, said={**HELD, "outcome": "no_show"}, by=cast["RS1"])
    write(old, said=HELD, by=cast["EX1"])
    booking.refresh_from_db()
    assert (booking.state, booking.report.outcome) == ("held", "held")


def test_a_report_that_is_put_right_keeps_every_version(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said={**HELD, "outcome": "no_show"}, by=cast["EX1"])
    booking.refresh_from_db()
    assert booking.state == "missed"
    write(booking, said=HELD, by=cast["RS1"])
    booking.refresh_from_db()
    with override("en"):
        told = [(each.who, each.outcome) for each in versions(booking)]
    names = cast["RS1"].name, cast["EX1"].name
    assert told == [(names[0], "It took place"), (names[1], "The person did not come")]
    assert (booking.state, [event for event, _language in letters()]) == (
        "held",
        ["session_missed", "session_after"],
    )


@pytest.mark.parametrize("outcome", ["line", "expert"])
def test_what_the_person_is_not_to_blame_for_writes_them_nothing(cast: Cast, outcome: str) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said={**HELD, "outcome": outcome}, by=cast["EX1"])
    assert letters() == []


def test_nothing_is_written_of_a_session_that_has_not_begun(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(hours=-1))
    with pytest.raises(ValidationError) as refused:
        write(booking, said=HELD, by=cast["EX1"])
    assert (refused.value.code, Report.objects.count()) == ("early", 0)


def test_a_second_expert_looks_after_the_person_too(cast: Cast) -> None:
    beside = make_expert(cast.stop, 2)
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said={**HELD, "beside": beside}, by=cast["EX1"])
    assert set(Case.objects.values_list("expert", flat=True)) == {booking.expert_id, beside.pk}


def test_a_step_that_stands_is_changed_or_taken_away_and_a_done_one_stays(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    steps = [NextStep("One"), NextStep("Two"), NextStep("Three")]
    write(booking, said=HELD, steps=steps, by=cast["EX1"])
    one, two, three = Step.objects.order_by("pk")
    Step.objects.filter(pk=three.pk).update(done_at=timezone.now())
    changed = [NextStep("1", pk=one.pk), NextStep("", pk=two.pk), NextStep("", pk=three.pk)]
    booking.refresh_from_db()
    write(booking, said=HELD, steps=changed, by=cast["EX1"])
    assert list(Step.objects.order_by("pk").values_list("words", flat=True)) == ["1", "Three"]


def test_the_form_keeps_a_report_its_steps_and_a_voice_note(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    client, base = cast.client("EX1"), f"/expert/sessions/{booking.pk}/"
    due = (timezone.localdate() + timedelta(days=7)).isoformat()
    voice = SimpleUploadedFile("note.wav", WAV)
    rows = step_rows("Ask the bank", due_on=due, owner="center")
    sent = client.post(f"{base}report/", {**SAID, **rows, "voice": voice})
    assert (sent.status_code, sent.headers["Location"]) == (302, "/expert/")
    report = Report.objects.get()
    assert (report.topics, report.minutes, report.by) == ("Prices", 30, cast["EX1"])
    [step] = Step.objects.values_list("words", "owner", "due_on")
    assert (step[0], step[1], str(step[2])) == ("Ask the bank", "center", due)
    heard = client.get(f"{base}voice/")
    assert (heard["Content-Type"], BytesIO(b"".join(heard)).read()) == ("audio/wav", WAV)
    assert cast.client("EX2").get(f"{base}voice/").status_code == 404


def test_bad_input_says_so_beside_the_field_and_loses_nothing(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    text = SimpleUploadedFile("note.mp3", b"no sound")
    rows = step_rows("Ask the bank", due_on="2020-01-01")
    wrong = {**SAID, **rows, "minutes": "٩٩٩", "voice": text}
    page = cast.client("EX1").post(f"/expert/sessions/{booking.pk}/report/", wrong)
    told = content_of(page)
    assert (page.status_code, Report.objects.count(), Step.objects.count()) == (422, 0, 0)
    kept = ("Ask the bank", "This day is over.", "٩٩٩", "Only a recording can be received")
    for words in (*kept, 'href="#id_step0-due_on"'):
        assert words in told


@pytest.mark.parametrize(
    ("owner", "said"),
    [
        ("person", "Kept. The person is told of their steps."),
        ("expert", "It is kept."),
        ("", "It is kept."),
    ],
)
def test_whoever_reports_reads_only_what_is_true(cast: Cast, owner: str, said: str) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    rows = step_rows("Ask the bank", owner=owner) if owner else {}
    report, browser = f"/expert/sessions/{booking.pk}/report/", cast.client("EX1")
    page = content_of(browser.post(report, {**SAID, **rows}, follow=True))
    told = ("Kept. The person is told of their steps.", "It is kept.")
    assert [each for each in told if each in page] == [said]


def test_arabic_digits_are_read(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    cast.client("EX1").post(f"/expert/sessions/{booking.pk}/report/", {**SAID, "minutes": "٤٥"})
    assert Report.objects.get().minutes == 45


def test_a_report_is_written_by_the_link_of_the_day(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(minutes=1))
    home = day_url(booking.expert, booking.slot.on)
    sent = cast.client().post(f"{home}{booking.pk}/report/", SAID)
    assert (sent.headers["Location"], Report.objects.get().by) == (home, cast["EX1"])


def test_three_calls_without_an_answer_within_a_minute_are_one(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    assert [no_answer(booking, by=None) for _time in range(3)] == [1, 1, 1]
    booking.attempts.update(at=timezone.now() - timedelta(minutes=5))
    assert no_answer(booking, by=cast["EX1"]) == 2
    write(booking, said=HELD, by=None)
    with pytest.raises(ValidationError) as refused:
        no_answer(booking, by=None)
    assert refused.value.code == "over"


def test_a_person_ticks_a_step_off_by_the_link_and_looking_changes_nothing(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said=HELD, steps=[NextStep("Ask the bank")], by=cast["EX1"])
    step, visitor = Step.objects.get(), cast.client()
    address = step_url(booking)
    assert visitor.get(f"{address}{step.pk}/").status_code == 405
    assert visitor.post(f"{address}{step.pk}/").headers["Location"] == f"{address}#step{step.pk}"
    step.refresh_from_db()
    assert (step.done_at is not None, step.done_by) == (True, booking.person)
    visitor.post(f"{address}{step.pk}/", {"undo": "1"})
    step.refresh_from_db()
    assert step.done_at is None


def test_a_link_ticks_off_no_step_of_somebody_else_and_none_of_the_expert(cast: Cast) -> None:
    expert = of_ex1(cast)
    booking = make_session(expert, cast.stop)
    other = make_participation(cast.stop, 2)
    assert booking.participation
    theirs = Step.objects.create(participation=other, words="Theirs")
    own = Step.objects.create(participation=booking.participation, words="E", owner="expert")
    codes = [
        cast.client().post(f"{step_url(booking)}{each.pk}/").status_code for each in (theirs, own)
    ]
    assert codes == [404, 404]


def test_a_face_is_kept_once_and_only_for_a_session_that_took_place(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    address, visitor = f"{step_url(booking)}opinion/", cast.client()
    assert visitor.post(address, {"face": "3"}).status_code == 422
    write(booking, said=HELD, by=None)
    for face in ("3", "1"):
        visitor.post(address, {"face": face, "words": "Good"})
    assert list(SessionOpinion.objects.values_list("face", "words")) == [(3, "Good")]


def test_faces_are_told_to_the_expert_in_fives(cast: Cast) -> None:
    expert = of_ex1(cast)
    told = []
    for n in range(1, 12):
        booking = make_session(expert, cast.stop, n, ago=timedelta(hours=n), state="held")
        say(booking, 1 if n > 5 else 3, "")
        told.append(sum(faces_of([expert]).values()))
    assert told == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    assert [*faces_of([expert]).values()] == [5, 0, 5]


def test_the_day_of_a_step_reminds_its_person_once(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    person, today = booking.participation, timezone.localdate()
    common: dict[str, Any] = {"participation": person, "booking": booking}
    rows: dict[str, dict[str, Any]] = {
        "Due": {"due_on": today},
        "Later": {"due_on": today + timedelta(days=1)},
        "Done": {"due_on": today, "done_at": timezone.now()},
        "Expert": {"due_on": today, "owner": "expert"},
    }
    for words, more in rows.items():
        Step.objects.create(words=words, **common, **more)
    assert [remind_of_steps(timezone.now()) for _time in range(2)] == [1, 0]
    assert Message.objects.get().context["step"] == "Due"


def test_an_expert_is_told_their_day_the_evening_before_once(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(days=-1))
    eve = timezone.localtime(booking.starts_at).replace(hour=16) - timedelta(days=1)
    evening = eve.replace(hour=17)
    assert [tell_days(each) for each in (eve, evening, evening)] == [0, 1, 0]
    assert Message.objects.get().event == "expert_day"
    assert Booking.objects.count() == 1


def test_a_digit_ticks_a_step_off_or_leaves_it_open(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    assert booking.participation
    step = Step.objects.create(participation=booking.participation, booking=booking, words="Ask")
    answer = replies()["step_due"]
    assert answer(f"step {step.pk}", False).event == "step_no"  # noqa: FBT003  as it is called
    step.refresh_from_db()
    assert step.done_at is None
    told = [answer(f"step {step.pk}", True) for _time in range(2)]  # noqa: FBT003  the same
    step.refresh_from_db()
    assert ([each.event for each in told], step.done_by) == (["step_yes"] * 2, booking.person)
    assert told[0].context["step"] == "Ask"


def test_the_team_reads_what_a_person_thought_and_the_expert_does_not(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, state="held")
    say(booking, 1, "Too fast")
    address = f"/expert/sessions/{booking.pk}/"
    pages = [content_of(cast.client(code).get(address)) for code in ("RS1", "EX1")]
    assert ["Too fast" in page for page in pages] == [True, False]


def test_an_expert_sees_what_was_ticked_off(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    write(booking, said=HELD, steps=[NextStep("Ask the bank")], by=None)
    client, step = cast.client("EX1"), Step.objects.get()
    client.post(f"/expert/steps/{step.pk}/")
    step.refresh_from_db()
    assert step.done_by == cast["EX1"]
    page = content_of(client.get(f"/expert/sessions/{booking.pk}/"))
    assert "<bdi>Ask the bank</bdi><br>\n<small>Done" in page


def test_nobody_is_noted_as_silent_before_the_hour_of_their_session(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(minutes=-20))
    with pytest.raises(ValidationError) as refused:
        no_answer(booking, by=None)
    assert (refused.value.code, booking.attempts.count()) == ("early", 0)


def test_the_page_of_steps_weighs_little_and_costs_the_same_for_one_step_and_for_three(
    cast: Cast,
) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    visitor, costs = cast.client(), []
    visitor.get(step_url(booking))
    for words in (["Ask"], ["Call", "Write"]):
        write(booking, said=HELD, steps=[NextStep(each) for each in words], by=None)
        booking.refresh_from_db()
        with CaptureQueriesContext(connection) as asked:
            page = visitor.get(step_url(booking))
        costs.append(len(asked))
        assert len(page.content) < 14_000
    assert costs[0] == costs[1]


def test_a_reviewer_reads_a_report_and_writes_none(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    page = f"/expert/sessions/{booking.pk}/"
    reader = cast.client("RV")
    assert "report/" not in content_of(reader.get(page))
    refused = [reader.post(f"{page}report/", SAID), reader.post(f"{page}attempts/")]
    assert [each.status_code for each in refused] == [403, 403]
    assert cast.client("RS1").get(f"{page}report/").status_code == 200
    assert cast.client("EX1").post(f"{page}report/", SAID).status_code == 302


def test_a_reviewer_ticks_no_step_off_and_goes_into_no_room(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop, ago=timedelta(minutes=-5), mode="video")
    assert booking.participation
    step = Step.objects.create(participation=booking.participation, booking=booking, words="Ask")
    page, tick = f"/expert/sessions/{booking.pk}/", f"/expert/steps/{step.pk}/"
    reader = cast.client("RV")
    assert f'action="{tick}"' not in content_of(reader.get(page))
    refused = [reader.post(address).status_code for address in (tick, f"{page}room/")]
    step.refresh_from_db()
    assert (refused, step.done_at, Guest.objects.count()) == ([403, 403], None, 0)
    assert f'action="{tick}"' in content_of(cast.client("RS1").get(page))
    for who in ("RS1", "EX1"):
        assert cast.client(who).post(tick).status_code == 302


def test_a_script_that_kept_what_was_typed_hears_that_it_is_here(cast: Cast) -> None:
    booking = make_session(of_ex1(cast), cast.stop)
    page, expert = f"/expert/sessions/{booking.pk}/report/", cast.client("EX1")
    shown = content_of(expert.get(page))
    assert f'data-report="{booking.pk}:{cast["EX1"].pk}"' in shown
    told = [expert.post(page, said, headers={"X-Kept": "1"}) for said in ({"outcome": ""}, SAID)]
    assert [each.status_code for each in told] == [422, 204]
    assert "data-bound" in told[0].content.decode()
    assert Report.objects.get().topics == "Prices"
