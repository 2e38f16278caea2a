"""Doors: opened by their person alone, read as far as was agreed, answered, closed at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.sms_parts import sms_parts, sparing
from messaging.models import Message
from partners.doors import actions
from partners.doors.forgetting import KEPT, forget
from partners.doors.links import pass_link
from partners.doors.showing import seen_of
from partners.models import DoorText, Referral, ReferralEvent, ReferralReading, Shown
from people.departures import leave
from people.models import Participation
from programs.models import Stop, Theme
from tests.needs.needing import needing
from tests.pages import content_of
from tests.partners.arranged import another, bank, door, taking_part

if TYPE_CHECKING:
    from tests.cast import Cast

State = Referral.State
PAGE = "/fes/me/partners/bank/"
YES = {"version": "1"}
AGREED = ["name", "phone", "kind", "province", "theme", "needs", "project"]
ANSWERED_LATER = timedelta(days=2)


def opened(cast: Cast) -> Referral:
    """AP1 opens the door to the bank."""
    taking_part(cast)
    answer = cast.client("AP1").post(f"{PAGE}opening/", YES)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    return Referral.objects.get()


def inbox(cast: Cast) -> list[tuple[str, str]]:
    """What waits for AP1: on which occasion, by which channel."""
    rows = Message.objects.filter(person=cast["AP1"], state="new", event__startswith="referral")
    return list(rows.order_by("pk").values_list("event", "channel"))


def test_the_page_says_exactly_what_a_partner_would_see(cast: Cast) -> None:
    taking_part(cast)
    needing(cast.application, "financing", 80)
    page = content_of(cast.client("AP1").get(PAGE))
    told = ["ZZC AP1 Name", "Self-employed", "Financing · 80", "ZZC fabrics", "Fez", "Responsible"]
    assert [word for word in told if word not in page] == ["Fez"] * ("Fez" not in page)
    assert "Yes, show my file to <bdi>Bank</bdi>" in page


def test_what_is_not_known_yet_is_named_before_the_yes_and_read_once_it_is(cast: Cast) -> None:
    participation = taking_part(cast)
    before = cast.client("AP1").get(PAGE).context["lines"]
    unknown = {each.code for each in before if not each.lines}
    assert (Shown.NEEDS in unknown, Shown.THEME in unknown) == (True, False)
    assert "Not known yet. They see it once you have told us." in content_of(
        cast.client("AP1").get(PAGE)
    )
    own = door(participation)
    assert Shown.NEEDS not in {each.code for each in seen_of(own)}
    needing(cast.application, "financing", 80)
    assert {each.code for each in seen_of(own)} - {each.code for each in before} == set()


def test_a_yes_is_kept_with_the_text_that_was_read_and_what_it_shows(cast: Cast) -> None:
    needing(cast.application, "financing", 80)
    referral = opened(cast)
    assert (referral.text, referral.shows) == (DoorText.in_force(), AGREED)
    assert (str(referral.theme.code) if referral.theme else "", referral.state) == (
        "financing",
        "open",
    )


def test_a_door_without_a_subject_lists_none(cast: Cast) -> None:
    own = door(taking_part(cast))
    subject = str(Shown.THEME.label)
    told = [subject in own.shown]
    own.theme = Theme.objects.get(code="financing")
    assert [*told, subject in own.shown] == [False, True]


def test_whoever_closes_a_door_stands_before_that_partner_again(cast: Cast) -> None:
    opened(cast)
    answer = cast.client("AP1").post(f"{PAGE}closing/", follow=True)
    assert (answer.redirect_chain, "Yes, show my file to" in content_of(answer)) == (
        [(PAGE, 302)],
        True,
    )


def test_pressed_twice_opens_one_door(cast: Cast) -> None:
    opened(cast)
    cast.client("AP1").post(f"{PAGE}opening/", YES)
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"version": "7"}, {"version": "x"}, {"version": "9" * 400}])
def test_nobody_agrees_to_a_text_that_was_not_shown(cast: Cast, sent: dict[str, str]) -> None:
    taking_part(cast)
    assert cast.client("AP1").post(f"{PAGE}opening/", sent).status_code == 422
    assert Referral.objects.count() == 0


def test_a_text_that_was_written_anew_is_read_again_first(cast: Cast) -> None:
    taking_part(cast)
    DoorText.objects.create(version=2, text_en="Newer words")
    answer = cast.client("AP1").post(f"{PAGE}opening/", YES)
    assert (answer.status_code, "Newer words" in content_of(answer)) == (422, True)
    assert Referral.objects.count() == 0


def test_the_press_and_an_institution_without_a_reader_are_offered_nobody(cast: Cast) -> None:
    taking_part(cast)
    press, _user = another(cast.stop, "press", kind="press")
    silent, user = another(cast.stop, "silent")
    user.memberships.all().delete()
    page = content_of(cast.client("AP1").get("/fes/me/partners/"))
    assert ("Bank" in page, "Press" in page, "Silent" in page) == (True, False, False)
    for code in (press.code, silent.code):
        sent = cast.client("AP1").post(f"/fes/me/partners/{code}/opening/", YES)
        assert sent.status_code == 404


def test_a_partner_reads_what_was_agreed_and_nothing_else(cast: Cast) -> None:
    place = taking_part(cast)
    needing(cast.application, "financing", 80)
    whole = door(place)
    assert [line.code for line in seen_of(whole)] == [each for each in AGREED if each != "theme"]
    Referral.objects.filter(pk=whole.pk).update(shows=[Shown.KIND, Shown.NEEDS])
    page = content_of(cast.client("PI").get(f"/partner/referrals/{whole.pk}/"))
    assert ("Self-employed" in page, "Financing · 80" in page) == (True, True)
    assert ("ZZC AP1 Name" in page, "ZZC fabrics" in page) == (False, False)
    assert "ZZC AP1 Name" not in content_of(cast.client("PI").get("/partner/referrals/"))


def test_each_look_is_written_down_and_said_to_the_person(cast: Cast) -> None:
    own = door(taking_part(cast))
    assert "Nobody has read it yet." in content_of(cast.client("AP1").get("/fes/me/who/"))
    cast.client("PI").get(f"/partner/referrals/{own.pk}/")
    assert list(ReferralReading.objects.values_list("referral", "by")) == [(own.pk, cast["PI"].pk)]
    page = content_of(cast.client("AP1").get("/fes/me/who/"))
    assert ("Last read" in page, "Nobody has read it yet." in page) == (True, False)


def test_another_institution_and_another_region_find_nothing(cast: Cast) -> None:
    own = door(taking_part(cast))
    _fund, user = another(cast.stop)
    assert list(Referral.objects.read_by(cast["PI"])) == [own]
    assert list(Referral.objects.read_by(user)) == []
    cast.stop.partners.remove(bank())  # the bank stands beside the stop no more
    assert list(Referral.objects.read_by(cast["PI"])) == []


def test_whoever_speaks_for_the_same_bank_elsewhere_reads_nobody_here(cast: Cast) -> None:
    door(taking_part(cast))
    cast["PI"].memberships.update(center=cast.elsewhere.center)
    assert list(Referral.objects.read_by(cast["PI"])) == []


def test_a_closed_door_shows_nothing_at_once(cast: Cast) -> None:
    own = door(taking_part(cast))
    bank_reads = cast.client("PI")
    assert bank_reads.get(f"/partner/referrals/{own.pk}/").status_code == 200
    cast.client("AP1").post(f"{PAGE}closing/")
    assert bank_reads.get(f"/partner/referrals/{own.pk}/").status_code == 404
    assert "ZZC AP1" not in content_of(bank_reads.get("/partner/referrals/"))
    for act in ("taking", "refusal", "financing", "note"):
        sent = bank_reads.post(f"/partner/referrals/{own.pk}/{act}/", {**YES, "reason": "No"})
        assert sent.status_code == 404
    assert Message.objects.filter(event__startswith="referral").count() == 0


def test_a_door_that_was_closed_can_be_opened_again(cast: Cast) -> None:
    first = opened(cast)
    cast.client("AP1").post(f"{PAGE}closing/")
    cast.client("AP1").post(f"{PAGE}opening/", YES)
    closed = Referral.objects.filter(revoked_at__isnull=False)
    assert (closed.get(), Referral.objects.open_doors().count()) == (first, 1)


@pytest.mark.parametrize(
    ("act", "state", "event"),
    [
        ("taking", "taken", "referral_taken"),
        ("refusal", "refused", "referral_refused"),
    ],
)
def test_an_answer_is_kept_and_told(cast: Cast, act: str, state: str, event: str) -> None:
    own = door(taking_part(cast))
    sent = {**YES, "reason": "No branch in your town"}
    answer = cast.client("PI").post(f"/partner/referrals/{own.pk}/{act}/", sent)
    own.refresh_from_db()
    assert (answer.status_code, own.state, own.answered_by) == (302, state, cast["PI"])
    assert [event for event, _channel in inbox(cast)] == [event]
    page = content_of(cast.client("AP1").get(PAGE))
    assert ("No branch in your town" in page) == (state == "refused")


def test_a_no_without_a_reason_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    own = door(taking_part(cast))
    sent = cast.client("PI").post(f"/partner/referrals/{own.pk}/refusal/", {**YES, "reason": " "})
    own.refresh_from_db()
    assert (sent.status_code, own.state, inbox(cast)) == (422, "open", [])


def test_the_first_answer_keeps_its_day_when_it_is_put_right(cast: Cast) -> None:
    own = door(taking_part(cast), opened_at=timezone.now() - ANSWERED_LATER)
    first = actions.answer(own, State.REFUSED, by=cast["PI"], version=1, reason="Too early")
    moment = first.answered_at
    again = actions.answer(first, State.TAKEN, by=cast["PI"], version=2)
    assert (again.answered_at, again.reason, again.version) == (moment, "", 3)
    assert [event for event, _channel in inbox(cast)] == ["referral_taken"]  # the newer word alone


def test_two_who_answer_what_they_saw_give_one_answer(cast: Cast) -> None:
    own = door(taking_part(cast))
    actions.answer(own, State.TAKEN, by=cast["PI"], version=1)
    with pytest.raises(ValidationError) as refusal:
        actions.answer(own, State.REFUSED, by=cast["PI"], version=1, reason="Too early")
    assert refusal.value.code == "state"
    assert [event for event, _channel in inbox(cast)] == ["referral_taken"]


def test_what_waits_to_be_sent_is_dropped_with_the_door(cast: Cast) -> None:
    own = actions.answer(door(taking_part(cast)), State.TAKEN, by=cast["PI"], version=1)
    assert len(inbox(cast)) == 1
    assert actions.close_door(own)
    assert (inbox(cast), actions.close_door(own)) == ([], False)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_every_answer_fits_two_parts(cast: Cast, language: str) -> None:
    place = taking_part(cast)
    type(cast["AP1"]).objects.filter(pk=cast["AP1"].pk).update(language=language, email=None)
    long, _user = another(
        cast.stop,
        "securite-sociale",
        name_ar="الصندوق الوطني للضمان الاجتماعي",
        name_fr="Caisse nationale de sécurité sociale",
        name_en="National Social Security Fund (CNSS)",
    )
    own = Referral.objects.get(pk=door(place, long).pk)
    for version, (to, reason) in enumerate(
        [(State.REFUSED, "No"), (State.TAKEN, ""), (State.FINANCED, "")], start=1
    ):
        own = actions.answer(own, to, by=cast["PI"], version=version, reason=reason)
    bodies = Message.objects.filter(event__startswith="referral").values_list("body", flat=True)
    assert [body for body in bodies if sms_parts(sparing(body)).count > 2] == []
    assert len(bodies) == 3


def test_a_team_sees_states_and_no_word_of_a_partner(cast: Cast) -> None:
    door(taking_part(cast), state="refused", reason="ZZC reason", note="ZZC note")
    for code in ("RS1", "RV"):
        page = content_of(cast.client(code).get("/desk/fes/partners/doors/"))
        assert ("Not for them" in page, "FM-0001" in page) == (True, True)
        assert ("ZZC note" in page, "ZZC reason" in page, "ZZC AP1" in page) == (False,) * 3


def test_a_code_opens_once_for_its_partner_alone(cast: Cast) -> None:
    own = door(taking_part(cast))
    _fund, other = another(cast.stop)
    link = pass_link(actions.make_pass(own))
    path = link[link.index("/door/") :] + "/"
    page = cast.client("PI").get(path)
    assert (page.status_code, "ZZC AP1" in content_of(page)) == (200, False)
    answer = cast.client("PI").post(path)
    assert answer["Location"] == f"/partner/referrals/{own.pk}/"
    assert (cast.client("PI").post(path).status_code, other.pk > 0) == (404, True)


def test_a_newer_code_ends_the_older_one_and_a_closed_door_both(cast: Cast) -> None:
    own = door(taking_part(cast))
    links = [pass_link(actions.make_pass(own)) for _turn in range(2)]
    paths = [link[link.index("/door/") :] + "/" for link in links]
    assert [cast.client("PI").get(path).status_code for path in paths] == [404, 200]
    actions.close_door(own)
    assert cast.client("PI").get(paths[1]).status_code == 404


def test_a_code_is_drawn_on_the_page_of_its_person(cast: Cast) -> None:
    door(taking_part(cast))
    page = content_of(cast.client("AP1").post(f"{PAGE}code/"))
    assert ("<svg" in page, "ZZC AP1 Name" in page, "/door/" in page) == (True, True, False)


def test_a_code_asked_for_after_the_door_was_closed_leads_to_the_page_of_the_partner(
    cast: Cast,
) -> None:
    taking_part(cast)
    answer = cast.client("AP1").post(f"{PAGE}code/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_a_stand_of_a_partner_that_takes_no_files_any_more_leads_to_its_public_page(
    cast: Cast,
) -> None:
    taking_part(cast)
    bank().memberships.all().delete()
    answer = cast.client("AP1").get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, "/fes/partners/bank/")


def test_a_note_is_read_by_the_institution_and_goes_with_the_door(cast: Cast) -> None:
    own = door(taking_part(cast))
    cast.client("PI").post(f"/partner/referrals/{own.pk}/note/", {"note": "ZZC call on Monday"})
    assert "ZZC call on Monday" in content_of(
        cast.client("PI").get(f"/partner/referrals/{own.pk}/")
    )
    cast.client("AP1").post(f"{PAGE}closing/")
    assert Referral.objects.get().note == ""


def test_whoever_leaves_closes_every_door_and_leaves_no_word(cast: Cast) -> None:
    place = taking_part(cast)
    own = door(place)
    actions.answer(own, State.REFUSED, by=cast["PI"], version=1, reason="ZZC reason")
    cast.application.refresh_from_db()
    type(cast.application).objects.filter(participation=place).update(participation=None)
    leave(place, by=None)
    assert (Referral.objects.count(), Participation.objects.count()) == (0, 0)
    assert set(ReferralEvent.objects.values_list("reason", flat=True)) == {""}
    assert inbox(cast) == []


def test_doors_of_a_stop_that_ended_long_ago_are_forgotten(cast: Cast) -> None:
    own = door(taking_part(cast), state="refused", reason="ZZC reason", note="ZZC note")
    ReferralReading.objects.create(referral=own, by=cast["PI"])
    now = timezone.now()
    assert forget(now) == 0
    over = (now - KEPT).date() - timedelta(days=1)
    Stop.objects.filter(pk=cast.stop.pk).update(starts_on=over, ends_on=over)
    assert (forget(now), forget(now)) == (1, 0)
    own.refresh_from_db()
    assert (own.is_open, own.reason, own.note, own.shows) == (False, "—", "", [])
    assert ReferralReading.objects.count() == 0


def test_a_copy_of_ones_data_holds_ones_doors(cast: Cast) -> None:
    own = door(taking_part(cast), note="ZZC call")
    ReferralReading.objects.create(referral=own, by=cast["PI"])
    answer = cast.client("AP1").get("/account/me/data/")
    kept = answer.json()
    assert [each["partner__code"] for each in kept["doors"]] == ["bank"]
    assert "ZZC call" not in answer.content.decode()  # for the institution alone, as its page says
    assert len(kept["door_readings"]) == 1


@pytest.mark.parametrize("path", ["/partner/referrals/", "/desk/fes/partners/doors/"])
def test_a_list_costs_the_same_for_one_door_and_for_three(cast: Cast, path: str) -> None:
    browser = cast.client("PI" if path.startswith("/partner") else "RS1")
    door(taking_part(cast))
    browser.get(path)
    costs = []
    for code in ("", "AP2", "EX2"):
        if code:
            door(Participation.objects.create(stop=cast.stop, person=cast[code]))
        with CaptureQueriesContext(connection) as seen:
            browser.get(path)
        costs.append(len(seen))
    assert len(set(costs)) == 1


@pytest.mark.parametrize("code", ["AN", "AP2", "PI", "RS1"])
def test_whoever_takes_no_part_reads_what_everybody_may(cast: Cast, code: str) -> None:
    answer = cast.client(code).get(PAGE)
    assert (answer.status_code, answer["Location"]) == (302, "/fes/partners/bank/")
    page = content_of(cast.client(code).get("/fes/partners/bank/"))
    assert (f"/account/login/?next={PAGE}" in page) == (code == "AN")
