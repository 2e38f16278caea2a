"""An expert asks, is checked, signs, helps, pauses, hands over, leaves; the hours are attested."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from coaching.booking.actions import ask, cancel
from coaching.hours import handing, letters, lives, outside
from coaching.hours.attesting import attested, letter, years
from coaching.hours.feeds import make_feed
from coaching.hours.forgetting import forget_offers
from coaching.hours.legal_time import recompute
from coaching.hours.missing import (
    Wanted,
    missing,
    only_women,
    people_of,
    who_could_help,
)
from coaching.models import (
    Booking,
    Case,
    Expert,
    ExpertEvent,
    OutsideCalendar,
    Report,
    Request,
    Slot,
)
from messaging.clock import forget_guests
from messaging.models import Message
from needs.models import Need
from needs.wanted import wanted
from people.models import Participation
from programs.models import Province, Theme
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.cast import Cast

State = Expert.State
TEXTS = {"text_ar": "ميثاق", "text_fr": "Charte", "text_en": "Charter"}


def asked(cast: Cast, **values: Any) -> Expert:
    usual = {
        **{f"name_{code}": "Salma" for code in ("ar", "fr", "en")},
        "phone": "+212699000001",
        "email": "salma@example.org",
        "themes": {Theme.objects.get(code="digital"): None},
        "provinces": [],
        "languages": ["ar"],
        "modes": ["phone"],
    }
    return lives.ask(cast.stop.center, {**usual, **values})


def told() -> list[str]:
    return sorted(Message.objects.filter(event__contains="expert").values_list("event", flat=True))


def test_whoever_asks_twice_is_one_and_thanked_once(cast: Cast) -> None:
    asked(cast)
    asked(cast, phone="+212699000002")
    assert Expert.objects.get().phone == "+212699000002"
    assert told() == ["expert_asked"]


def test_from_asking_to_helping(cast: Cast) -> None:
    charter = lives.word_charter(cast.stop.center, TEXTS)
    expert = asked(cast)
    lives.check(expert, by=cast["RS1"])
    assert expert.user is not None
    assert expert.user.roles == {"expert"}
    assert (expert.state, told()) == (State.CHECKED, ["expert_asked", "expert_checked"])
    lives.sign(expert, charter, language="ar")
    lives.sign(expert, charter, language="ar")
    signed = expert.signed.get()
    assert (expert.state, signed.charter.version, signed.language) == (State.ACTIVE, 1, "ar")


def test_a_state_is_moved_once(cast: Cast) -> None:
    expert = asked(cast)
    lives.refuse(Expert.objects.get(pk=expert.pk))
    with pytest.raises(ValidationError) as refused:
        lives.refuse(expert)
    assert refused.value.code == "state"


def test_an_offer_of_a_year_ago_is_forgotten_with_its_history_and_letters(cast: Cast) -> None:
    asked(cast)
    lives.refuse(asked(cast, email="other@example.org"))
    make_expert(cast.stop)
    now = timezone.now()
    assert forget_offers(now + timedelta(days=364)) == 0
    assert forget_offers(now + timedelta(days=366)) == 2
    assert list(Expert.objects.values_list("state", flat=True)) == [State.ACTIVE]
    assert set(ExpertEvent.objects.values_list("pgh_obj", flat=True)) == {Expert.objects.get().pk}
    Message.objects.update(state="sent", created_at=now - timedelta(days=366))
    assert (forget_guests(), told()) == (3, [])


def test_whoever_asks_again_is_kept_from_then_on(cast: Cast) -> None:
    Expert.objects.filter(pk=asked(cast).pk).update(asked_at=timezone.now() - timedelta(days=300))
    asked(cast)
    assert forget_offers(timezone.now() + timedelta(days=300)) == 0


def test_who_leaves_takes_the_address_of_their_calendar_along(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    outside.connect(expert, "https://example.org/a.ics", [])
    handing.leave(expert, by=cast["RS1"])
    assert not OutsideCalendar.objects.exists()


def test_a_new_wording_is_a_new_version_that_is_signed_again(cast: Cast) -> None:
    center, expert = cast.stop.center, make_expert(cast.stop)
    first = lives.word_charter(center, TEXTS)
    lives.sign(expert, first, language="fr")
    assert lives.word_charter(center, TEXTS) == first
    second = lives.word_charter(center, {**TEXTS, "text_fr": "Autre charte"})
    assert (second.version, lives.has_signed(expert)) == (2, False)
    with pytest.raises(ValidationError) as refused:
        lives.sign(expert, first, language="fr")
    assert refused.value.code == "reworded"


def met(cast: Cast, expert: Expert, n: int, day: int, **values: Any) -> Booking:
    at = datetime(2025, 6, day, 10 + n, tzinfo=timezone.get_default_timezone())
    slot = values.pop("slot", None) or make_slot(expert, cast.stop, at=at)
    person = values.pop("person", None) or make_participation(cast.stop, n)
    return make_booking(slot, person, state=Booking.State.HELD, **values)


def test_attested_hours_are_what_was_reported_else_the_slot(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    booking = met(cast, expert, 1, 2)
    Report.objects.create(booking=booking, outcome="held", minutes=65)
    met(cast, expert, 2, 3, person=booking.participation)
    given = attested(expert, 2025)
    assert (given.sessions, given.people, given.minutes, given.hours) == (2, 1, 90, 2)
    assert (years(expert), attested(expert, 2024).sessions) == ([2025], 0)


def test_a_table_is_attested_once(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    at = datetime(2025, 6, 2, 10, tzinfo=timezone.get_default_timezone())
    slot = make_slot(expert, cast.stop, at=at, seats=3, theme=expert.themes.get())
    for n in (1, 2, 3):
        slot.refresh_from_db()
        booking = met(cast, expert, n, 2, slot=slot)
        if n < 3:
            Report.objects.create(booking=booking, outcome="held", minutes=40)
    given = attested(expert, 2025)
    assert (given.sessions, given.people, given.minutes) == (1, 3, 40)


def test_the_letter_says_name_year_and_hours_in_two_languages(cast: Cast) -> None:
    expert = make_expert(cast.stop, name_ar="سلمى العلالي", name_fr="Salma El Alali")
    met(cast, expert, 1, 2)
    page = pypdfium2.PdfDocument(letter(expert, 2025))[0]
    text = " ".join(page.get_textpage().get_text_bounded().split())
    for said in ("Salma El Alali", "سلمى العلالي", "2025", "Attestation", "1 heure"):
        assert said in text


def test_a_letter_is_drawn_without_what_no_font_has(cast: Cast) -> None:
    expert = make_expert(cast.stop, name_ar="سلمى 😀", name_fr="Salma 漢 El Alali")
    met(cast, expert, 1, 2)
    page = pypdfium2.PdfDocument(letter(expert, 2025))[0]
    assert "Salma El Alali" in " ".join(page.get_textpage().get_text_bounded().split())


def test_a_case_goes_to_the_next_expert_with_a_summary_and_the_session(cast: Cast) -> None:
    going, coming = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    person = make_participation(cast.stop, 1)
    booking = make_booking(make_slot(going, cast.stop), person)
    later = make_slot(coming, cast.stop, at=timezone.now() + timedelta(days=4))
    each = handing.hand_overs(going)[0]
    assert (each.participation, each.coming, each.proposed) == (person, booking, later)
    handing.hand_over(going, person, to=coming, summary="Loan", slot=later, by=cast["RS1"])
    booking.refresh_from_db()
    assert (booking.expert, booking.slot, booking.state) == (coming, later, Booking.State.BOOKED)
    old, new = Case.objects.get(expert=going), Case.objects.get(expert=coming)
    assert (old.handed_to, old.summary, new.summary) == (new, "Loan", "Loan")
    assert (old.ended_at is None, new.ended_at) == (False, None)
    assert handing.hand_overs(going) == []


def test_a_case_without_a_session_is_booked_a_first_one(cast: Cast) -> None:
    going, coming = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    held = met(cast, going, 1, 2)
    person = held.participation
    assert person is not None
    Case.objects.create(participation=person, expert=going)
    later = make_slot(coming, cast.stop, at=timezone.now() + timedelta(days=4))
    handing.hand_over(going, person, to=coming, summary="", slot=later, by=cast["RS1"])
    booked = Booking.objects.get(expert=coming)
    assert (booked.person, booked.theme, booked.slot) == (person.person, held.theme, later)


def test_nobody_is_handed_to_an_expert_who_pauses(cast: Cast) -> None:
    going, pausing = make_expert(cast.stop, 1), make_expert(cast.stop, 2, state=State.PAUSED)
    person = make_participation(cast.stop, 1)
    Case.objects.create(participation=person, expert=going)
    with pytest.raises(ValidationError) as refused:
        handing.hand_over(going, person, to=pausing, summary="", slot=None, by=cast["RS1"])
    assert refused.value.code == "next"
    assert Case.objects.get().ended_at is None


def needs(cast: Cast, level: int) -> Participation:
    file = cast.application
    person = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    file.participation = person
    file.save(update_fields=["participation"])
    theme = Theme.objects.get(code="digital")
    Need.objects.create(application=file, theme=theme, level=level)
    return person


def test_a_strong_need_wants_a_session_and_a_weak_one_does_not(cast: Cast) -> None:
    person = needs(cast, 75)
    theme = Theme.objects.get(code="digital")
    province = cast.application.province
    assert province is not None
    assert wanted(cast.stop) == [Wanted(person.pk, theme.pk, province.pk)]
    Need.objects.update(level=74)
    assert wanted(cast.stop) == []


def test_what_is_missing_is_wanted_less_the_free_slots(cast: Cast) -> None:
    person = needs(cast, 80)
    expert = make_expert(cast.stop)
    theme = Theme.objects.get(code="digital")
    lines = missing(cast.stop)
    assert (people_of(lines, theme), lines[0].experts) == (1, 1)
    slot = make_slot(expert, cast.stop)
    assert people_of(missing(cast.stop), theme) == 0
    make_booking(slot, person)
    assert missing(cast.stop) == []


def test_a_slot_at_the_center_serves_only_the_provinces_of_its_expert(cast: Cast) -> None:
    needs(cast, 80)
    expert = make_expert(cast.stop)
    home = cast.application.province
    assert home is not None
    far = Province.objects.filter(region=cast.stop.center.region).exclude(pk=home.pk)[0]
    expert.provinces.set([far])
    make_slot(expert, cast.stop, modes=["center"])
    assert people_of(missing(cast.stop), Theme.objects.get(code="digital")) == 1
    expert.provinces.add(home)
    assert people_of(missing(cast.stop), Theme.objects.get(code="digital")) == 0


def test_no_free_slot_is_counted_twice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    digital, financing = (Theme.objects.get(code=code) for code in ("digital", "financing"))
    asked_for = [Wanted(n, theme.pk, None) for n, theme in enumerate((digital, financing))]
    monkeypatch.setattr("coaching.hours.missing.offered", lambda *_: [lambda _stop: asked_for])
    make_slot(make_expert(cast.stop, 1, themes=("digital", "financing")), cast.stop)
    assert sum(line.lacking for line in missing(cast.stop)) == 1
    make_slot(make_expert(cast.stop, 2, themes=("digital",)), cast.stop)
    assert sum(line.lacking for line in missing(cast.stop)) == 0


def test_who_only_asks_for_a_session_misses_it_in_their_province(cast: Cast) -> None:
    person = needs(cast, 10)  # no need that plans would reckon with
    ask(person, Theme.objects.get(code="digital"))
    [line] = missing(cast.stop)
    assert [cell.province for cell in line.cells] == [cast.application.province]


def test_who_asks_for_a_session_misses_one_too(cast: Cast) -> None:
    digital, person = Theme.objects.get(code="digital"), make_participation(cast.stop, 1)
    ask(person, digital)
    assert people_of(missing(cast.stop), digital) == 1
    make_slot(make_expert(cast.stop), cast.stop)
    assert people_of(missing(cast.stop), digital) == 0


def test_one_tap_asks_the_experts_of_a_theme_for_days(cast: Cast) -> None:
    needs(cast, 80)
    make_expert(cast.stop)
    team, page = cast.client("RS1"), reverse("experts:missing", args=["fes"])
    asking = reverse("experts:asking", args=["fes", "digital"])
    assert f'<form method="post" action="{asking}"' in content_of(team.get(page))
    assert team.post(asking).headers["Location"] == page
    assert Message.objects.filter(event="expert_days_wanted").count() == 1


def test_the_hour_of_a_man_is_none_for_who_wishes_for_a_woman(cast: Cast) -> None:
    digital, person = Theme.objects.get(code="digital"), needs(cast, 80)
    ask(person, Theme.objects.get(code="financing"), woman=True)  # whatever the theme
    man = make_expert(cast.stop, 1, gender=Expert.Gender.MAN)
    make_slot(man, cast.stop)
    lines = missing(cast.stop)
    assert (people_of(lines, digital), lines[0].by_women, only_women(lines, digital)) == (
        1,
        1,
        True,
    )
    assert who_could_help(cast.stop, digital, women=True) == []
    woman = make_expert(cast.stop, 2, gender=Expert.Gender.WOMAN)
    assert who_could_help(cast.stop, digital, women=True) == [woman]
    page = reverse("experts:asking", args=[cast.stop.slug, "digital"])
    asked = cast.client("RS1").get(page).content.decode()
    assert (asked.count("Expert 1"), asked.count("Expert 2")) == (0, 1)
    make_slot(woman, cast.stop)
    assert people_of(missing(cast.stop), digital) == 0


def test_somebody_who_is_handed_over_by_a_woman_goes_to_one(cast: Cast) -> None:
    going = make_expert(cast.stop, 1, gender=Expert.Gender.WOMAN)
    man = make_expert(cast.stop, 2, gender=Expert.Gender.MAN)
    slot = make_slot(going, cast.stop)
    make_slot(man, cast.stop, at=slot.ends_at + timedelta(hours=1))
    person = make_participation(cast.stop, 1)
    booking = make_booking(slot, person)
    assert [each.slots != () for each in handing.hand_overs(going)] == [True]
    ask(person, Theme.objects.get(code="financing"), woman=True)
    assert [each.slots for each in handing.hand_overs(going)] == [()]
    handing.leave(going, by=cast["RS1"])
    booking.refresh_from_db()
    own = Request.objects.get(participation=person, theme=booking.theme)
    assert (booking.state, own.state, own.woman) == ("cancelled", "waiting", True)


def test_experts_are_asked_for_days_once_a_day(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    theme = Theme.objects.get(code="digital")
    told = [letters.ask_for_days([expert], cast.stop, theme, 7, "2026-12-01") for _n in (1, 2)]
    assert told == [1, 0]


def test_a_feed_shows_hours_and_no_names_and_ends_with_a_new_key(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    person = make_participation(cast.stop, 1)
    booking = make_booking(make_slot(expert, cast.stop), person)
    assert expert.user is not None
    old = make_feed(expert.user)
    browser = cast.client()
    whole = browser.get(old).content
    (event,) = icalendar.Calendar.from_ical(whole).walk("VEVENT")
    assert event.start == booking.starts_at
    assert b"DTSTART;TZID=Africa/Casablanca:" in whole
    assert b"Person 1" not in whole
    theirs = make_feed(person.person)
    assert browser.get(theirs).status_code == 200
    make_feed(expert.user)
    assert browser.get(old).status_code == 404


def test_after_a_decree_the_clock_stays_and_the_moment_moves(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    expert = make_expert(cast.stop)
    at = timezone.now().replace(minute=0) + timedelta(days=3)
    slots = make_slots(expert, cast.stop, 3, at=at)
    booking = make_booking(slots[1], make_participation(cast.stop, 1))
    right = [(slot.starts_at, slot.ends_at) for slot in slots]
    hour = timedelta(minutes=30)  # as long as one slot: each moves where another one stood
    for slot in slots:  # as an older table of zones had it
        moments = {"starts_at": slot.starts_at - hour, "ends_at": slot.ends_at - hour}
        Slot.objects.filter(pk=slot.pk).update(**moments)
        Booking.objects.filter(slot=slot).update(**moments)
    call_command("recompute_hours", "--look")
    assert "3 slots would move" in capsys.readouterr().out
    assert len(recompute()) == 3
    now = [(slot.starts_at, slot.ends_at) for slot in Slot.objects.order_by("starts_at")]
    booking.refresh_from_db()
    assert (now, (booking.starts_at, booking.version)) == (right, (right[1][0], 2))
    assert recompute() == []


def test_who_leaves_while_an_expert_goes_keeps_nobody_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = make_expert(cast.stop)
    slots = make_slots(going, cast.stop, 2)
    first, second = (make_booking(at, make_participation(cast.stop, at.pk)) for at in slots)
    sending = handing.send_away

    def late(*args: Any, **kwargs: Any) -> Any:
        cancel(Booking.objects.get(pk=first.pk))
        return sending(*args, **kwargs)

    monkeypatch.setattr(handing, "send_away", late)
    sent = handing.leave(going, by=cast["RS1"]).sent
    second.refresh_from_db()
    assert (sent.waiting, second.state) == (1, "cancelled")
    assert handing.leave(going, by=cast["RS1"]).sent.waiting == 0  # pressed again: harmless


def test_whoever_is_left_behind_is_offered_another_hour_or_waits_first(cast: Cast) -> None:
    going, coming = make_expert(cast.stop, 1), make_expert(cast.stop, 2)
    slots = make_slots(going, cast.stop, 3)
    first, second = (
        make_booking(slot, make_participation(cast.stop, n)) for n, slot in enumerate(slots[:2])
    )
    make_slot(coming, cast.stop, at=timezone.now() + timedelta(days=4))
    sent = handing.leave(going, by=cast["RS1"]).sent
    first.refresh_from_db()
    second.refresh_from_db()
    assert (sent.moved, sent.waiting) == (1, 1)
    assert (first.state, first.expert, second.state) == ("offered", coming, "cancelled")
    assert (going.state, Slot.objects.free().filter(expert=going).count()) == (State.LEFT, 0)
    assert Request.objects.get().participation == second.participation
