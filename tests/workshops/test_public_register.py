"""One workshop: who reads what there, one tap, two seats, the waiting list, an invitation."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import activate

from applications.models import Application
from people.models import Participation
from programs.models import Province, Theme
from tests.cast import Cast
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Seat, Workshop
from workshops.seats.actions import leave, register
from workshops.seats.audience import meant_by
from workshops.seats.links import invitation_url, seat_url

ONE = "/fes/workshops/1/"
TWO = {"count": "2", "companion_name": "Fatima", "companion_phone": "٠٦ ٩٩ ٠٣ ٠٠ ٩٩"}


def taking_part(cast: Cast, code: str = "AP1") -> Participation:
    """Somebody of the cast who takes part in the stop."""
    return Participation.objects.create(stop=cast.stop, person=cast[code])


def buttons(page: str) -> list[str]:
    """What one may press there, but for the language."""
    found = re.findall(r"<button[^>]*>(.*?)</button>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def full_workshop(cast: Cast) -> Workshop:
    """One that takes nobody any more: its only seat is taken, and nobody may wait."""
    workshop = make_workshop(cast.stop, capacity=1, queue_size=0)
    register(workshop, make_participation(cast.stop, 1))
    return workshop


def test_a_visitor_signs_in_with_the_phone_and_comes_back_here(cast: Cast, client: Client) -> None:
    make_workshop(cast.stop)
    page = content_of(client.get(f"{ONE}?lang=en"))
    links = re.findall(r'href="(/account/login/[^"]*)"', page)
    assert (links, buttons(page)) == ([f"/account/login/?next={ONE}"], [])


def test_who_does_not_take_part_reads_why_and_where_to_apply(cast: Cast) -> None:
    make_workshop(cast.stop)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    assert ("their application was accepted" in page, 'href="/fes/"' in page) == (True, True)
    assert buttons(page) == []


def test_one_tap_registers_and_leads_to_the_seat(cast: Cast) -> None:
    make_workshop(cast.stop)
    taking_part(cast)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    answer = cast.client("AP1").post(f"{ONE}seat/", {"count": "1"})
    seat = Seat.objects.get()
    assert buttons(page) == ["Register", "Register both"]
    assert (answer["Location"], seat.state, seat.count) == (seat_url(seat), "seated", 1)


@pytest.mark.parametrize("number", ["2147483648", "9" * 19, "9" * 40])
def test_a_number_that_no_workshop_can_have_is_not_there(cast: Cast, number: str) -> None:
    taking_part(cast)
    assert cast.client("AP1").post(f"/fes/workshops/{number}/seat/").status_code == 404


def test_a_second_tap_changes_nothing(cast: Cast) -> None:
    make_workshop(cast.stop)
    taking_part(cast)
    answers = [cast.client("AP1").post(f"{ONE}seat/", {"count": "1"}) for _tap in range(2)]
    assert [answer["Location"] for answer in answers] == [seat_url(Seat.objects.get())] * 2


def test_whoever_registers_without_taking_part_is_led_to_the_page(cast: Cast) -> None:
    make_workshop(cast.stop)
    assert cast.client("AP1").post(f"{ONE}seat/", {"count": "1"})["Location"] == ONE
    assert Seat.objects.count() == 0


def test_two_seats_take_a_name_and_a_telephone_in_any_digits(cast: Cast) -> None:
    make_workshop(cast.stop)
    taking_part(cast)
    cast.client("AP1").post(f"{ONE}seat/", TWO)
    seat = Seat.objects.get()
    assert (seat.count, seat.companion_name, seat.companion_phone) == (2, "Fatima", "+212699030099")


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ({"companion_name": "Fatima", "companion_phone": "12"}, ["Fatima", "12"], 1),
        ({"companion_name": "", "companion_phone": "0699030099"}, ["0699030099"], 1),
        ({"companion_name": "", "companion_phone": ""}, [], 2),
    ],
)
def test_what_is_refused_of_two_seats_stays_typed_beside_its_sentence(
    cast: Cast, typed: dict[str, str], kept: list[str], said: int
) -> None:
    make_workshop(cast.stop)
    taking_part(cast)
    answer = cast.client("AP1").post(f"{ONE}seat/", {"count": "2", **typed})
    page = content_of(answer)
    values = re.findall(r'name="companion_\w+" value="([^"]*)"', page)
    assert (answer.status_code, values, page.count("invalid-feedback")) == (422, kept, said)
    assert (Seat.objects.count(), "<details open>" in page) == (0, True)


def test_a_full_workshop_offers_its_waiting_list(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    register(workshop, make_participation(cast.stop, 1))
    taking_part(cast)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    cast.client("AP1").post(f"{ONE}seat/", {"count": "1"})
    assert buttons(page) == ["Join the waiting list", "Wait for two seats"]
    assert Seat.objects.get(participation__person=cast["AP1"]).state == "waiting"


def test_whoever_is_offered_a_seat_by_now_is_not_told_to_wait(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1)
    first = register(workshop, make_participation(cast.stop, 1))
    register(workshop, taking_part(cast))
    leave(first)
    answer = cast.client("AP1").post(f"{ONE}seat/", {"count": "1"}, follow=True)
    assert Seat.objects.get(participation__person=cast["AP1"]).state == "offered"
    assert [str(each) for each in answer.context["messages"]] == []


def test_a_full_waiting_list_takes_nobody(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, capacity=1, queue_size=0)
    register(workshop, make_participation(cast.stop, 1))
    taking_part(cast)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    answer = cast.client("AP1").post(f"{ONE}seat/", {"count": "1"})
    assert (buttons(page), answer.status_code) == ([], 422)


@pytest.mark.usefixtures("one_moment")
def test_a_crowd_is_turned_away_by_one_statement_each(cast: Cast, client: Client) -> None:
    workshop = full_workshop(cast)
    invited = [make_participation(cast.stop, n, language="fr") for n in (2, 3, 4)]
    first, *rest = (invitation_url(workshop, each) for each in invited)
    for _visit in range(2):  # which draw the page: a first one brings the style
        client.post(first, {"count": "1"})
    with CaptureQueriesContext(connection) as statements:
        answers = [client.post(address, {"count": "1"}) for address in rest]
    said = "Toutes les places sont prises et la liste d’attente est pleine"
    assert [(each.status_code, said in content_of(each)) for each in answers] == [(422, True)] * 2
    assert (len(statements), Seat.objects.count()) == (2, 1)


@pytest.mark.usefixtures("one_moment")
def test_what_somebody_writes_behind_the_address_makes_no_other_page(
    cast: Cast, client: Client
) -> None:
    address = invitation_url(full_workshop(cast), make_participation(cast.stop, 2))
    for _visit in range(2):  # which draw the page: a first one brings the style
        client.post(address, {"count": "1"})
    with CaptureQueriesContext(connection) as statements:
        answer = client.post(f"{address}?made=up", {"count": "1"})
    assert (len(statements), "made=up" in content_of(answer)) == (1, False)


def test_of_a_crowd_everybody_reads_a_page_with_their_own_head(cast: Cast) -> None:
    workshop = full_workshop(cast)
    taking_part(cast)
    pages = {}
    for language in ("en", "ar"):
        signed_in = cast.client("AP1", language).post(f"{ONE}seat/", {"count": "1"})
        address = invitation_url(workshop, make_participation(cast.stop, 7, language=language))
        stranger = cast.browser(language=language).post(address, {"count": "1"})
        pages[language] = signed_in.content.decode(), stranger.content.decode()
    heads = [['href="/my/"' in page for page in both] for both in pages.values()]
    tongues = [['<html lang="ar"' in page for page in both] for both in pages.values()]
    assert (heads, tongues) == ([[True, False]] * 2, [[False, False], [True, True]])


@pytest.mark.usefixtures("one_moment")
def test_nothing_of_whoever_was_turned_away_first_stands_on_the_page_of_the_next(
    cast: Cast,
) -> None:
    workshop = full_workshop(cast)
    first, second = (make_participation(cast.stop, n, language="en") for n in (2, 3))
    drawn, kept = (
        cast.browser().post(invitation_url(workshop, each), TWO) for each in (first, second)
    )
    token = invitation_url(workshop, first).split("/")[2]
    of_first = [token, "Fatima", "99030099", "٩٩ ٠٣", first.person.name, str(first.person.phone)]
    assert (drawn.status_code, kept.status_code) == (422, 422)
    assert [each for each in of_first if each in content_of(kept)] == []


def test_what_somebody_was_told_stands_on_their_page_alone(cast: Cast) -> None:
    workshop = full_workshop(cast)
    told, other = (make_participation(cast.stop, n) for n in (2, 3))
    browser = cast.browser()
    kept = make_workshop(cast.stop, number=2)
    browser.post(invitation_url(kept, told), {"count": "1"})  # “You are registered.”, not read yet
    pages = [
        content_of(each.post(invitation_url(workshop, person), {"count": "1"}))
        for each, person in ((browser, told), (cast.browser(), other))
    ]
    assert ["You are registered." in page for page in pages] == [True, False]


def test_whoever_has_a_seat_is_led_to_it_though_all_is_full(cast: Cast, client: Client) -> None:
    workshop = full_workshop(cast)
    seat = Seat.objects.get()
    answer = client.post(invitation_url(workshop, seat.participation), {"count": "1"})
    assert (answer.status_code, answer["Location"]) == (302, seat_url(seat))


def test_a_seat_that_comes_free_is_given_though_the_page_that_all_is_full_is_kept(
    cast: Cast, client: Client
) -> None:
    workshop = full_workshop(cast)
    address = invitation_url(workshop, make_participation(cast.stop, 2))
    refused = client.post(address, {"count": "1"})
    leave(Seat.objects.get())
    assert (refused.status_code, client.post(address, {"count": "1"}).status_code) == (422, 302)


def test_a_workshop_that_has_begun_takes_nobody(cast: Cast) -> None:
    make_workshop(cast.stop, at=timezone.now() - timedelta(minutes=5))
    taking_part(cast)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    answer = cast.client("AP1").post(f"{ONE}seat/", {"count": "1"})
    assert (buttons(page), answer.status_code, "has begun" in page) == ([], 422, True)


def test_a_workshop_for_others_says_for_whom(cast: Cast) -> None:
    workshop = make_workshop(cast.stop, for_level=1)
    workshop.for_themes.set([Theme.objects.get(code="marketing")])
    taking_part(cast)
    page = content_of(cast.client("AP1").get(f"{ONE}?lang=en"))
    assert buttons(page) == []
    assert "other people of the stop: need of at least 1 of 100: Marketing and sales<" in page
    assert '<a href="/my/messages/fes/">Write to the team</a>' in page


@pytest.mark.parametrize(("kind", "who"), [("micro", "member"), ("project", "not-for-you")])
def test_a_workshop_for_some_entrepreneurs_is_for_these_and_says_so_to_everybody(
    cast: Cast, client: Client, kind: str, who: str
) -> None:
    make_workshop(cast.stop, for_kinds=["micro", "cooperative"])
    own = {"kind": kind, "participation": taking_part(cast)}
    Application.objects.filter(pk=cast.application.pk).update(**own)
    page = cast.client("AP1").get(f"{ONE}?lang=fr")
    assert (page.context["standing"].who, bool(buttons(content_of(page)))) == (who, kind == "micro")
    for code in (cast.client("AP1"), client):
        words = "Pour qui : Très petite entreprise, Coopérative"
        said = content_of(code.get(f"{ONE}?lang=fr")).replace("\xa0", " ")
        assert (words in said, "Tous niveaux" in said, "Pour tous" in said) == (True, True, False)
        assert "Pour qui participe" not in said
        listed = code.get("/fes/workshops/?lang=fr").content.decode()
        assert f"<small>{words}</small>" in listed.replace("\xa0", " ")
    card = content_of(client.get(f"{ONE}?lang=fr")).replace("\xa0", " ")  # before the button
    assert card.index(words) < card.index("Un code arrive sur votre téléphone")


def test_whoever_comes_is_one_of_each_kind_of_limit_and_the_words_say_so(cast: Cast) -> None:
    activate("en")
    workshop = make_workshop(cast.stop, for_kinds=["micro", "project"], for_level=50)
    assert meant_by(workshop) == [
        "Project holder, Micro-enterprise",
        "need of at least 50 of 100",
    ]
    workshop.for_themes.set(Theme.objects.filter(code__in=["marketing", "digital"]))
    workshop.for_provinces.set(Province.objects.filter(iso__in=["MA-FES", "MA-SEF"]))
    assert meant_by(workshop)[1:] == [
        "Fès, Sefrou",
        "need of at least 50 of 100: Marketing and sales, Digital",
    ]
    workshop.for_level = 0
    assert meant_by(workshop)[2] == "need: Marketing and sales, Digital"


def test_the_agenda_says_what_is_for_some_without_naming_kinds(cast: Cast, client: Client) -> None:
    make_workshop(cast.stop)
    some = make_workshop(cast.stop)
    some.for_themes.set(Theme.objects.filter(code="marketing"))
    page = client.get("/fes/workshops/?lang=en").content.decode()
    assert page.count("<small>For some of those who take part</small>") == 1


def test_an_invitation_registers_in_one_tap_without_signing_in(cast: Cast, client: Client) -> None:
    workshop, invited = make_workshop(cast.stop), make_participation(cast.stop, 1)
    address = invitation_url(workshop, invited)
    page = content_of(client.get(address))
    seats = Seat.objects.count()
    answer = client.post(address, {"count": "1"})
    assert (seats, len(buttons(page))) == (0, 2)
    assert (Seat.objects.get().participation, answer.status_code) == (invited, 302)


def test_an_invitation_is_read_in_the_language_of_its_reader(cast: Cast, client: Client) -> None:
    workshop = make_workshop(cast.stop)
    invited = make_participation(cast.stop, 1, language="fr")
    assert 'lang="fr"' in client.get(invitation_url(workshop, invited)).content.decode()


def test_a_forged_invitation_opens_nothing(cast: Cast, client: Client) -> None:
    workshop, invited = make_workshop(cast.stop), make_participation(cast.stop, 1)
    other = make_participation(cast.stop, 2)
    mine, theirs = (invitation_url(workshop, each) for each in (invited, other))
    forged = theirs[: theirs.rindex("-") - 1] + mine[mine.rindex("-") :]
    assert client.get(forged).status_code == 404


def test_a_link_of_the_meeting_stands_on_no_public_page(cast: Cast) -> None:
    secret = "https://meet.example.org/zzc-secret"
    make_workshop(cast.stop, link=secret, dial_in="0522000000", at=timezone.now())
    Workshop.objects.update(minutes=60)
    taking_part(cast)
    pages = [
        cast.client(code).get(address).content.decode()
        for code in ("AN", "AP1")
        for address in (ONE, "/fes/workshops/", "/fes/")
    ]
    assert [("zzc-secret" in page, "0522000000" in page) for page in pages] == [(False, False)] * 6
