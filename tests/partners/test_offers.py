"""Offers: proposed once, made into a draft or an expert, declined with a reason, undone."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from coaching.models import Charter, Expert, SingleDay
from messaging.models import Message
from partners.models import Offer
from partners.offers import actions
from people.models import Membership
from programs.models import Province, Theme
from tests.pages import content_of
from tests.partners.arranged import another, bank, offer_of
from workshops.models import Venue, Workshop
from workshops.planning.actions import publish

if TYPE_CHECKING:
    from tests.cast import Cast

DESK = "/desk/fes/partners/offers/"


def typed(**values: Any) -> dict[str, Any]:
    """A training that PI proposes."""
    day = timezone.localdate() + timedelta(days=9)
    return {
        "where": "bank fes",
        "kind": "training",
        "theme": Theme.objects.get(code="financing").pk,
        "title_ar": "ملف القرض",
        "starts_on": day.isoformat(),
        "starts_clock": "١٠:٠٠",
        "minutes": "٩٠",
        "seats": "20",
        "way": "online",
        "leader": "Nadia",
        "key": str(uuid4()),
        **values,
    }


def texts(**values: str) -> dict[str, str]:
    """The words that a team keeps."""
    return {"title_ar": "ملف القرض", "title_fr": "Le dossier de crédit", **values}


def told(cast: Cast) -> list[str]:
    """On which occasions PI is written to."""
    rows = Message.objects.filter(person=cast["PI"], state="new").order_by("pk")
    return list(rows.values_list("event", flat=True))


def test_a_partner_proposes_and_the_team_finds_it_waiting(cast: Cast) -> None:
    answer = cast.client("PI").post("/partner/offers/new/", typed())
    offer = Offer.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/partner/offers/{offer.pk}/")
    assert (offer.state, offer.minutes, str(offer.starts_clock)) == ("proposed", 90, "10:00:00")
    assert "ملف القرض" in content_of(cast.client("RS1").get(DESK))
    assert "Offers of partners without an answer" in content_of(cast.client("RS1").get("/desk/"))


def test_the_same_form_twice_is_one_offer(cast: Cast) -> None:
    form = typed()
    for _turn in range(2):
        assert cast.client("PI").post("/partner/offers/new/", form).status_code == 302
    assert Offer.objects.count() == 1


def test_a_form_that_was_sent_before_changes_no_offer(cast: Cast) -> None:
    form, fes = typed(), Province.objects.get(iso="MA-FES")
    client = cast.client("PI")
    client.post("/partner/offers/new/", form)
    for other in ({"provinces": [fes.pk]}, {"seats": "21"}, {"title_fr": "Autre"}):
        answer = client.post("/partner/offers/new/", {**form, **other})
        assert (answer.status_code, answer.context["form"].non_field_errors()) == (
            422,
            ["This form was sent already. Please begin a new one."],
        )
    offer = Offer.objects.get()
    assert (offer.seats, list(offer.provinces.all())) == (20, [])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_ar": ""}, "title_ar"),
        ({"where": "bank souss"}, "where"),
        ({"where": ""}, "where"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2020-01-01"}, "starts_on"),
        ({"starts_clock": "noon"}, "starts_clock"),
        ({"minutes": "9" * 400}, "minutes"),
        ({"starts_clock": "22:00", "minutes": "180"}, "minutes"),  # beyond midnight
        ({"seats": "0"}, "seats"),
        ({"kind": "expert"}, "email"),
        ({"kinds": ["nobody"]}, "kinds"),
        ({"theme": "999999"}, "theme"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    answer = cast.client("PI").post("/partner/offers/new/", typed(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert (Offer.objects.count(), "Nadia" in content_of(answer)) == (0, True)


def test_an_accepted_training_is_a_draft_with_the_speaker_of_the_partner(cast: Cast) -> None:
    fez = Province.objects.get(iso="MA-FES")
    kinds = ["project", "micro"]
    offer = offer_of(cast.stop, by=cast["PI"], provinces=[fez], seats=25, kinds=kinds)
    answer = cast.client("RS1").post(f"{DESK}{offer.pk}/acceptance/", texts())
    assert answer.status_code == 302
    offer.refresh_from_db()
    workshop = Workshop.objects.get()
    assert (offer.state, offer.workshop, workshop.state) == ("accepted", workshop, "draft")
    assert (workshop.title_fr, workshop.capacity) == ("Le dossier de crédit", 25)
    assert [(each.name, each.partner) for each in workshop.trainers.all()] == [("Nadia", bank())]
    assert (list(workshop.for_provinces.all()), workshop.for_kinds) == ([fez], kinds)
    assert [theme.code for theme in workshop.for_themes.all()] == ["financing"]
    assert told(cast) == ["offer_accepted"]


@pytest.mark.parametrize(
    ("way", "room"), [("on_site", "Agence Fès Ville"), ("both", "Agence Fès Ville"), ("online", "")]
)
def test_the_place_that_a_partner_wrote_is_the_room_of_the_draft_made_once(
    cast: Cast, way: str, room: str
) -> None:
    for _turn in range(2):
        day = timezone.localdate() + timedelta(days=9 + _turn)
        given: dict[str, Any] = {"way": way, "place": "Agence Fès Ville", "seats": 25}
        offer = offer_of(cast.stop, starts_on=day, leader=f"N{_turn}", **given)
        actions.accept(offer, texts(), by=cast["RS1"])
    rooms = {str(each.venue or "") for each in Workshop.objects.select_related("venue")}
    assert (rooms, [each.seats for each in Venue.objects.all()]) == ({room}, [25] if room else [])


def test_the_words_that_are_missing_are_asked_of_the_team(cast: Cast) -> None:
    offer = offer_of(cast.stop, title_fr="")
    answer = cast.client("RS1").post(f"{DESK}{offer.pk}/acceptance/", texts(title_fr=""))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["title_fr"])
    assert (Workshop.objects.count(), Offer.objects.get().state) == (0, "proposed")


def test_a_trainer_who_leads_something_else_then_is_said_on_the_page(cast: Cast) -> None:
    first, second = offer_of(cast.stop), offer_of(cast.stop)
    actions.accept(first, texts(), by=cast["RS1"])
    answer = cast.client("RS1").post(f"{DESK}{second.pk}/acceptance/", texts())
    assert (answer.status_code, Workshop.objects.count()) == (422, 1)
    assert "Nadia" in content_of(answer)


def test_a_reviewer_reads_and_answers_nothing(cast: Cast) -> None:
    offer = offer_of(cast.stop)
    page = content_of(cast.client("RV").get(f"{DESK}{offer.pk}/"))
    assert ("ملف القرض" in page or "crédit" in page, "Take it" in page) == (True, False)
    assert cast.client("RV").post(f"{DESK}{offer.pk}/acceptance/", texts()).status_code == 403


def test_a_no_has_a_reason_that_the_partner_reads(cast: Cast) -> None:
    offer = offer_of(cast.stop, by=cast["PI"])
    assert cast.client("RS1").post(f"{DESK}{offer.pk}/refusal/", {"reason": ""}).status_code == 422
    cast.client("RS1").post(f"{DESK}{offer.pk}/refusal/", {"reason": "In Ramadan"})
    page = content_of(cast.client("PI").get(f"/partner/offers/{offer.pk}/"))
    assert ("In Ramadan" in page, told(cast)) == (True, ["offer_declined"])


def test_an_answer_is_undone_and_what_waits_to_be_sent_is_dropped(cast: Cast) -> None:
    offer = actions.accept(offer_of(cast.stop, by=cast["PI"]), texts(), by=cast["RS1"])
    cast.client("RS1").post(f"{DESK}{offer.pk}/undoing/")
    offer.refresh_from_db()
    assert (offer.state, offer.workshop, Workshop.objects.count()) == ("proposed", None, 0)
    assert told(cast) == []
    actions.decline(offer, reason="Later", by=cast["RS1"])
    assert told(cast) == ["offer_declined"]


def test_what_was_published_is_not_undone(cast: Cast) -> None:
    offer = actions.accept(offer_of(cast.stop), texts(), by=cast["RS1"])
    assert offer.workshop is not None
    publish(offer.workshop, by=cast["RS1"])
    with pytest.raises(ValidationError) as refusal:
        actions.undo(offer)
    assert (refusal.value.code, Workshop.objects.count()) == ("public", 1)
    page = content_of(cast.client("RS1").get(f"{DESK}{offer.pk}/"))
    assert "Undo the answer" not in page


def letters_to(address: str) -> list[str]:
    """On what occasions something waits for an address."""
    waiting = Message.objects.filter(address=address).exclude(state="dropped")
    return list(waiting.values_list("event", flat=True))


def test_an_accepted_expert_is_invited_with_the_day_that_was_offered(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    offer = offer_of(cast.stop, kind="day", email="nadia@example.org", minutes=240)
    made = actions.accept(offer, texts(), by=cast["RS1"])
    expert = Expert.objects.get()
    assert (made.expert, expert.state, expert.email) == (expert, "checked", "nadia@example.org")
    assert Membership.objects.filter(user=expert.user, role="expert").count() == 1
    day = SingleDay.objects.get()
    assert (day.expert, str(day.starts), str(day.ends)) == (expert, "10:00:00", "14:00:00")
    actions.undo(made)
    assert (Expert.objects.count(), SingleDay.objects.count()) == (0, 0)
    assert Membership.objects.filter(user=expert.user).count() == 0


def test_a_partner_reads_how_far_its_expert_is(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    offer = offer_of(cast.stop, by=cast["PI"], kind="expert", email="nadia@example.org")
    actions.accept(offer, texts(), by=cast["RS1"])
    said = []
    for state in ("checked", "active", "paused", "left"):
        Expert.objects.update(state=state)
        page = content_of(cast.client("PI").get(f"/partner/offers/{offer.pk}/"))
        said.append((re.findall(r"Nadia</bdi> (\w+ \w+ \w+)", page)[:1], "/fes/experts/" in page))
    assert said == [
        (["has a letter"], False),
        (["helps at this"], True),
        (["pauses at the"], False),
        (["does not help"], False),
    ]


def test_a_team_reads_whether_an_expert_was_written_to(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    said, wrote = [], []
    for _time in range(2):
        offer = offer_of(cast.stop, kind="expert", email="nadia@example.org")
        team = cast.client("RS1", language="en")
        answer = team.post(f"{DESK}{offer.pk}/acceptance/", texts())
        said.append([str(each) for each in get_messages(answer.wsgi_request)][-1])
        wrote.append(Message.objects.filter(event="expert_checked").count())
    assert said == [
        "The expert is told how to sign in and what to sign.",
        "This expert helps here already: nothing is written to them.",
    ]
    assert wrote == [1, 1]


def test_nobody_is_said_to_be_told_of_a_no_whose_account_is_gone(cast: Cast) -> None:
    offer = offer_of(cast.stop)
    Offer.objects.filter(pk=offer.pk).update(by=None)
    team = cast.client("RS1", language="en")
    answer = team.post(f"{DESK}{offer.pk}/refusal/", {"reason": "No room"})
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "Noted. Whoever proposed it has no account any more: nobody is written to."
    ]


def test_an_answer_that_was_undone_can_be_given_again(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    offer = offer_of(cast.stop, kind="day", email="nadia@example.org", minutes=240)
    for _time in range(2):
        actions.undo(actions.accept(offer, texts(), by=cast["RS1"]))
        assert letters_to("nadia@example.org") == []
    actions.accept(offer, texts(), by=cast["RS1"])
    assert (Expert.objects.get().state, letters_to("nadia@example.org")) == (
        "checked",
        ["expert_checked"],
    )


def test_an_expert_and_a_role_from_before_the_answer_stay_when_it_is_undone(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    first = offer_of(cast.stop, kind="expert", email="nadia@example.org")
    second = offer_of(cast.stop, kind="day", email="nadia@example.org", minutes=240)
    kept = actions.accept(first, texts(), by=cast["RS1"]).expert
    actions.undo(actions.accept(second, texts(), by=cast["RS1"]))
    assert (Expert.objects.get(), SingleDay.objects.count()) == (kept, 0)
    actions.undo(Offer.objects.get(pk=first.pk))
    assert (Expert.objects.count(), Membership.objects.filter(role="expert").count()) == (0, 2)


def test_the_last_answer_that_holds_an_expert_takes_them_out(cast: Cast) -> None:
    Charter.objects.create(center=cast.stop.center, version=1, text_fr="Charte")
    first = offer_of(cast.stop, kind="expert", email="nadia@example.org")
    second = offer_of(cast.stop, kind="day", email="nadia@example.org", minutes=240)
    for each in (first, second):
        actions.accept(each, texts(), by=cast["RS1"])
    actions.undo(Offer.objects.get(pk=first.pk))
    assert Expert.objects.get().state == "checked"
    actions.undo(Offer.objects.get(pk=second.pk))
    assert (Expert.objects.count(), Membership.objects.filter(role="expert").count()) == (0, 2)


def test_a_day_that_goes_beyond_midnight_is_refused_by_its_field(cast: Cast) -> None:
    offer = offer_of(cast.stop, kind="day", email="nadia@example.org", starts_clock="20:00")
    Offer.objects.filter(pk=offer.pk).update(minutes=300)
    with pytest.raises(ValidationError) as refusal:
        actions.accept(offer, texts(), by=cast["RS1"])
    assert (list(refusal.value.message_dict), Expert.objects.count()) == (["minutes"], 0)


def test_only_what_nobody_answered_is_taken_back(cast: Cast) -> None:
    offer = offer_of(cast.stop)
    cast.client("PI").post(f"/partner/offers/{offer.pk}/withdrawal/")
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    with pytest.raises(ValidationError) as refusal:
        actions.accept(offer, texts(), by=cast["RS1"])
    assert (refusal.value.code, Workshop.objects.count()) == ("state", 0)


def test_an_offer_of_another_institution_does_not_exist(cast: Cast) -> None:
    fund, _user = another(cast.stop)
    offer = offer_of(cast.stop, fund)
    assert cast.client("PI").get(f"/partner/offers/{offer.pk}/").status_code == 404
    assert "ملف القرض" not in content_of(cast.client("PI").get("/partner/offers/"))


def test_a_day_too_far_away_is_refused_beside_its_field(cast: Cast) -> None:
    answer = cast.client("PI").post("/partner/offers/new/", typed(starts_on="٩٩٩٩-١٢-٣١"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["starts_on"])
    assert Offer.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Title · Arabic: Please write a title, in one language at least."),
        ("fr", "Titre · Arabe\xa0: Écrivez un titre, dans une langue au moins."),
        ("ar", "العنوان · العربيّة: "),
    ],
)
def test_a_text_to_put_right_is_named_in_the_language_of_the_page(
    cast: Cast, language: str, words: str
) -> None:
    answer = cast.client("PI").post(f"/partner/offers/new/?lang={language}", typed(title_ar=""))
    [line] = re.findall(r'<a href="#id_title_ar">([^<]*)</a>', content_of(answer))
    assert " ".join(line.split(" ")).strip().startswith(words)
