"""A center plans workshops: what is typed is kept or refused beside its field, nothing is lost."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from messaging.models import Message
from people.models import Membership
from programs.models import Partner, Theme
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Equipment, Series, Trainer, Venue, Workshop
from workshops.seats.actions import register

if TYPE_CHECKING:
    from tests.cast import Cast

HOME = "/desk/fes/workshops/"


def in_days(days: int) -> date:
    """A day to come."""
    return timezone.localdate() + timedelta(days=days)


def typed(**values: Any) -> dict[str, Any]:
    """What a manager types for a workshop online, in two weeks."""
    titles = {f"title_{code}": f"Facebook {code}" for code in ("ar", "fr", "en")}
    usual = {
        "theme": Theme.objects.get(code="digital").pk,
        "language": "ar",
        "level": "any",
        "starts_on": in_days(14).isoformat(),
        "starts_clock": "10:00",
        "ends_clock": "11:30",
        "way": "online",
        "capacity": "30",
        "minimum": "5",
        "queue_size": "20",
        "for_level": "0",
    }
    return {**titles, **usual, **values}


def named(name: str) -> dict[str, str]:
    """The same name in each language."""
    return {f"name_{code}": name for code in ("ar", "fr", "en")}


@pytest.fixture
def venue(cast: Cast) -> Venue:
    """A room of twenty seats at Fès."""
    return Venue.objects.create(center=cast.stop.center, seats=20, **named("Salle A"))


@pytest.fixture
def trainer(cast: Cast) -> Trainer:
    """A trainer of the center at Fès, with the account of an expert."""
    return Trainer.objects.create(center=cast.stop.center, user=cast["EX1"], **named("Amina"))


def refused(cast: Cast, page: str = "new/", **values: Any) -> dict[str, list[str]]:
    """The sentences beside the fields of what was refused, with all that was typed still there."""
    response = cast.client("RS1").post(HOME + page, typed(**values))
    form = response.context["form"]
    assert (response.status_code, form["title_fr"].value()) == (422, "Facebook fr")
    return {name: list(errors) for name, errors in form.errors.items()}


def test_what_is_typed_becomes_a_draft(cast: Cast, trainer: Trainer) -> None:
    response = cast.client("RS1").post(f"{HOME}new/", typed(trainers=[trainer.pk]))
    made = Workshop.objects.get(stop=cast.stop)
    assert response["Location"] == f"{HOME}{made.number}/"
    assert (made.state, made.title_ar, made.minutes, made.ceiling) == (
        "draft",
        "Facebook ar",
        90,
        30,
    )
    assert [each.name for each in made.trainers.all()] == ["Amina"]


def test_a_trainer_a_room_and_a_series_are_made_in_place(cast: Cast) -> None:
    partner = Partner.objects.create(code="cnss", kind="social", **named("CNSS"))
    new = {"new_trainer": "Omar", "new_partner": partner.pk, "new_venue": "Salle B"}
    more = {"new_venue_seats": "40", "new_series": "Vendre", "way": "on_site"}
    cast.client("RS1").post(f"{HOME}new/", typed(**new, **more))
    made = Workshop.objects.get(stop=cast.stop)
    trainer = made.trainers.get()
    assert (trainer.name, str(trainer.partner)) == ("Omar", "CNSS")
    assert (str(made.venue), made.venue and made.venue.seats, str(made.series)) == (
        "Salle B",
        40,
        "Vendre",
    )


def test_what_is_refused_leaves_nothing_made_in_place(cast: Cast, trainer: Trainer) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed(trainers=[trainer.pk]))
    errors = refused(cast, trainers=[trainer.pk], new_series="Vendre", new_trainer="Omar")
    assert errors == {"trainers": ["Amina leads “Facebook en” at that time."]}
    assert (Series.objects.count(), Trainer.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"starts_on": "2020-01-01"}, {"starts_on": ["This hour has passed."]}),
        (
            {"starts_on": "9999-12-31"},
            {"starts_on": ["This day is too far away: please look at the year."]},
        ),
        ({"ends_clock": "09:00"}, {"ends_clock": ["It would end before it begins."]}),
        (
            {"ends_clock": "10:05"},
            {"ends_clock": ["A workshop lasts from 15 minutes to 8 hours."]},
        ),
        ({"link": "meet me there"}, {"link": ["This is no link: https://…"]}),
        ({"link": "ftp://files.example"}, {"link": ["This is no link: https://…"]}),
        ({"dial_in": "call"}, {"dial_in": ["This is no number to call."]}),
        (
            {"second_sound": "in French"},
            {"second_sound": ["This is neither a link nor a number to call."]},
        ),
        (
            {"second_sound": "ftp://files.example"},
            {"second_sound": ["This is neither a link nor a number to call."]},
        ),
        ({"minimum": "31"}, {"minimum": ["There are not that many seats."]}),
        (
            {"new_venue": "Salle B", "way": "on_site"},
            {"new_venue_seats": ["Please say how many seats it has."]},
        ),
        (
            {"for_level": "50"},
            {"for_level": ["Please choose a theme: a need is one on a theme."]},
        ),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, values: dict[str, Any], errors: dict[str, list[str]]
) -> None:
    assert refused(cast, **values) == errors


def test_whoever_writes_no_english_title_is_read_in_another_language(cast: Cast) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed(title_en=""))
    made = Workshop.objects.get()
    page = cast.client("RS1").get(f"{HOME}{made.number}/").content.decode()
    assert ("<h1>Facebook fr" in page or "<h1>Facebook ar" in page) is True


def test_numbers_to_call_are_kept_in_the_digits_that_a_telephone_dials(cast: Cast) -> None:
    cast.client("RS1").post(
        f"{HOME}new/", typed(dial_in="٠٥٢٢ ٠٠ ٠٠ ٠٠", second_sound="meet.example.org/fr")
    )
    made = Workshop.objects.get()
    assert (made.dial_in, made.second_sound) == ("0522 00 00 00", "https://meet.example.org/fr")


def test_what_comes_first_is_held_first(cast: Cast) -> None:
    later = make_workshop(cast.stop, at=timezone.now() + timedelta(days=20))
    sentence = "“Workshop 1” is held later: nobody could take it first."
    assert refused(cast, prerequisite=later.pk) == {"prerequisite": [sentence]}


def test_equipment_is_not_in_two_places(cast: Cast) -> None:
    projector = Equipment.objects.create(center=cast.stop.center, **named("Projecteur"))
    cast.client("RS1").post(f"{HOME}new/", typed(equipment=[projector.pk]))
    sentence = "Projecteur is needed for “Facebook en” at that time."
    assert refused(cast, equipment=[projector.pk]) == {"equipment": [sentence]}
    later = typed(equipment=[projector.pk], starts_clock="11:30", ends_clock="12:30")
    cast.client("RS1").post(f"{HOME}new/", later)
    page = cast.client("RS1").get(f"{HOME}2/")
    assert page.context["equipment"] == [projector]


def test_who_and_what_a_workshop_needs_stays_in_the_lists(cast: Cast, trainer: Trainer) -> None:
    make_workshop(cast.stop).trainers.add(trainer)
    cast.client("RS1").post(f"{HOME}trainers/{trainer.pk}/deletion/")
    assert Trainer.objects.count() == 1
    Workshop.objects.all().delete()
    cast.client("RS1").post(f"{HOME}trainers/{trainer.pk}/deletion/")
    assert Trainer.objects.count() == 0


def test_more_seats_than_the_room_has_are_refused(cast: Cast, venue: Venue) -> None:
    errors = refused(cast, way="on_site", venue=venue.pk)
    assert errors == {"capacity": ["The room has 20 seats."]}


def test_a_room_keeps_the_seats_that_are_planned_there(cast: Cast, venue: Venue) -> None:
    make_workshop(cast.stop, venue=venue, way="on_site", capacity=20)
    page = f"{HOME}venues/{venue.pk}/"
    answer = cast.client("RS1").post(page, {**named("Salle A"), "seats": "19"})
    sentence = "“Workshop 1” needs more seats in this room: 20."
    assert answer.context["form"].errors == {"seats": [sentence]}
    assert cast.client("RS1").post(page, {**named("Salle A"), "seats": "20"}).status_code == 302


def test_the_room_does_not_limit_who_takes_part_from_afar(cast: Cast, venue: Venue) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed(way="both", venue=venue.pk))
    made = Workshop.objects.get()
    assert (made.capacity, made.venue) == (30, venue)


def test_a_room_is_not_given_twice(cast: Cast, venue: Venue) -> None:
    room: dict[str, Any] = {"way": "on_site", "venue": venue.pk, "capacity": "20"}
    cast.client("RS1").post(f"{HOME}new/", typed(**room))
    errors = refused(cast, **room, starts_clock="11:00", ends_clock="12:00")
    assert errors == {"venue": ["Something else is held in this room at that time."]}
    after = typed(**room, starts_clock="11:30", ends_clock="12:00")
    assert cast.client("RS1").post(f"{HOME}new/", after).status_code == 302


def test_a_trainer_of_two_centers_is_in_one_place(cast: Cast, trainer: Trainer) -> None:
    there = Trainer.objects.create(center=cast.elsewhere.center, user=cast["EX1"], **named("A."))
    start = {"starts_on": in_days(14), "starts_clock": time(10), "state": "draft"}
    make_workshop(cast.elsewhere, **start).trainers.add(there)
    errors = refused(cast, trainers=[trainer.pk])
    assert errors == {"trainers": ["A. leads “Workshop 1” at that time."]}


def test_a_lower_number_of_seats_keeps_its_people_and_says_so(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=3)
    for n in (1, 2):
        register(workshop, make_participation(cast.stop, n))
    fewer = typed(capacity="1", minimum="0")
    response = cast.client("RS1").post(f"{HOME}1/change/", fewer, follow=True)
    said = [str(each) for each in response.context["messages"]]
    kept = Workshop.objects.get(pk=workshop.pk)
    assert (kept.capacity, kept.taken, kept.ceiling) == (1, 2, 2)
    assert said == [
        "It is kept.",
        "1 more sits there than you want: they keep their seat, no other is given.",
    ]


def test_more_seats_bring_in_who_waits(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    for n in (1, 2):
        register(workshop, make_participation(cast.stop, n))
    cast.client("RS1").post(f"{HOME}1/change/", typed(capacity="2", minimum="0"))
    kept = Workshop.objects.get(pk=workshop.pk)
    assert (kept.taken, kept.waiting) == (2, 0)


def test_what_a_colleague_changed_meanwhile_is_replaced_only_knowingly(cast: Cast) -> None:
    make_workshop(cast.stop)
    opened = cast.client("RS1").get(f"{HOME}1/change/").context["form"]["seen"].value()
    cast.client("RS1").post(f"{HOME}1/change/", typed(title_fr="Collègue", seen=opened))
    sent = typed(seen=opened)
    answer = cast.client("RS1").post(f"{HOME}1/change/", sent)
    form = answer.context["form"]
    kept = Workshop.objects.get().title_fr
    assert (answer.status_code, kept, form["title_fr"].value()) == (422, "Collègue", "Facebook fr")
    cast.client("RS1").post(f"{HOME}1/change/", {**sent, "seen": form["seen"].value()})
    assert Workshop.objects.get().title_fr == "Facebook fr"


def test_two_who_move_one_workshop_do_so_knowingly(cast: Cast) -> None:
    make_workshop(cast.stop)
    page = f"{HOME}1/moving/"
    opened = cast.client("RS1").get(page).context["form"]["seen"].value()
    moves = [
        cast.client("RS1").post(
            page,
            {
                "starts_on": in_days(days).isoformat(),
                "starts_clock": "10:00",
                "ends_clock": "11:00",
                "seen": opened,
            },
        )
        for days in (15, 16)
    ]
    assert [each.status_code for each in moves] == [302, 422]
    assert Workshop.objects.get().starts_on == in_days(15)


def test_looking_for_clashes_keeps_nothing(cast: Cast) -> None:
    response = cast.client("RS1").post(f"{HOME}new/", typed(new_trainer="Omar", look="1"))
    assert (response.status_code, Workshop.objects.count(), Trainer.objects.count()) == (200, 0, 0)


def test_a_draft_is_published_by_its_noun(cast: Cast) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed())
    made = Workshop.objects.get()
    cast.client("RS1").post(f"{HOME}{made.number}/publication/")
    made.refresh_from_db()
    assert (made.state, made.published_at is not None) == ("published", True)


def test_a_room_is_needed_on_the_spot(cast: Cast) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed(way="on_site"))
    response = cast.client("RS1").post(f"{HOME}1/publication/")
    assert (response.status_code, response.context["refused"]) == (
        422,
        ["It is held on the spot and has no room yet."],
    )


@pytest.mark.parametrize(
    ("followed", "typed_end", "minutes"),
    [("", "11:30", 90), ("", "11:45", 141), ("on", "11:30", 126)],
)
def test_the_end_moves_along_unless_it_is_changed_too_or_the_page_has_moved_it(
    cast: Cast, followed: str, typed_end: str, minutes: int
) -> None:
    values = {"starts_clock": "09:24", "ends_clock": typed_end, "followed": followed}
    lengths = []
    for number, (state, page) in enumerate(
        (("draft", "change/"), ("draft", "moving/"), ("published", "moving/")), start=1
    ):
        day = {"starts_on": in_days(number)}
        clock = {"starts_clock": time(10), "minutes": 90}
        make_workshop(cast.stop, number=number, state=state, **clock, **day)
        cast.client("RS1").post(f"{HOME}{number}/{page}", typed(**values, **day))
        moved = Workshop.objects.get(number=number, stop=cast.stop, starts_clock=time(9, 24))
        lengths.append(moved.minutes)
    assert lengths == [minutes] * 3


def test_an_end_that_would_move_beyond_midnight_is_asked_for(cast: Cast) -> None:
    make_workshop(cast.stop, starts_clock=time(10), minutes=90)
    answer = cast.client("RS1").post(
        f"{HOME}1/moving/",
        {"starts_on": in_days(9), "starts_clock": "23:00", "ends_clock": "11:30"},
    )
    errors = dict(answer.context["form"].errors.items())
    assert (answer.status_code, errors) == (
        422,
        {"ends_clock": ["It would end after midnight: please say until when."]},
    )


def test_hours_that_nobody_touches_stay_as_they_were_made_beyond_midnight_too(cast: Cast) -> None:
    day = in_days(9)
    late = {"state": "draft", "starts_on": day, "starts_clock": time(22), "minutes": 180}
    make_workshop(cast.stop, **late)
    values = {"starts_on": day, "starts_clock": "22:00", "ends_clock": "01:00"}
    link = "https://meet.example.org/late"
    cast.client("RS1").post(f"{HOME}1/change/", typed(link=link, followed="on", **values))
    kept = Workshop.objects.get(stop=cast.stop)
    assert (kept.link, kept.starts_clock, kept.minutes) == (link, time(22), 180)


def test_for_which_entrepreneurs_it_is_stands_on_the_page_of_the_team(cast: Cast) -> None:
    cast.client("RS1").post(f"{HOME}new/", typed(for_kinds=["project"]))
    made = Workshop.objects.get(stop=cast.stop)
    page = cast.client("RS1").get(f"{HOME}{made.number}/").content.decode()
    assert (made.for_kinds, "<dd>Project holder</dd>" in page) == (["project"], True)


def test_a_published_workshop_is_moved_on_its_own_page_and_its_people_are_told(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    register(workshop, make_participation(cast.stop, 1))
    later = {"starts_on": in_days(20).isoformat(), "starts_clock": "15:00", "ends_clock": "16:00"}
    cast.client("RS1").post(f"{HOME}1/change/", typed(**later, minimum="0"))
    workshop.refresh_from_db()
    assert workshop.starts_on != in_days(20)
    cast.client("RS1").post(f"{HOME}1/moving/", later)
    workshop.refresh_from_db()
    told = Message.objects.filter(event="workshop_moved").count()
    assert (workshop.starts_on, workshop.minutes, workshop.version, told) == (in_days(20), 60, 1, 1)


def test_a_workshop_is_cancelled_with_a_reason_that_its_people_read(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    register(workshop, make_participation(cast.stop, 1))
    reason = {"reason_ar": "مرض", "reason_fr": "Maladie", "reason_en": "Illness"}
    assert cast.client("RS1").post(f"{HOME}1/cancellation/", {}).status_code == 422
    cast.client("RS1").post(f"{HOME}1/cancellation/", reason)
    workshop.refresh_from_db()
    told = Message.objects.filter(event="workshop_cancelled").count()
    assert (workshop.state, workshop.cancel_reason_ar, told) == ("cancelled", "مرض", 1)


def test_only_a_draft_is_thrown_away(cast: Cast) -> None:
    make_workshop(cast.stop)
    cast.client("RS1").post(f"{HOME}new/", typed())
    for number in (1, 2):
        cast.client("RS1").post(f"{HOME}{number}/deletion/")
    assert [each.number for each in Workshop.objects.all()] == [1]


def test_a_trainer_reads_what_they_lead_and_changes_nothing(cast: Cast, trainer: Trainer) -> None:
    workshop = make_workshop(cast.stop)
    mine = cast.client("EX1")
    assert mine.get(f"{HOME}1/").status_code == 404
    workshop.trainers.add(trainer)
    pages = [
        mine.get(f"{HOME}1/"),
        mine.get(f"{HOME}1/change/"),
        mine.get("/account/me/workshops/"),
    ]
    assert [each.status_code for each in pages] == [200, 403, 200]
    counted = re.findall(r"<small>(.*?)</small>", pages[2].content.decode(), re.DOTALL)
    assert counted[-1].split() == ["Seats:", "<bdi>0", "/", "2</bdi>"]  # the order stays in Arabic
    assert Membership.Role.EXPERT in cast["EX1"].roles
