"""“My next thing”: one address per stop, one thing big, the rest of the path below."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from applications.models import Application
from people.models import Participation
from tests.cast import Cast
from tests.pages import content_of
from tests.workshops.planned import make_participation, make_workshop
from workshops.models import Workshop
from workshops.seats.actions import leave, register
from workshops.seats.links import seat_url

ME = "/fes/me/"


def taking_part(cast: Cast) -> Participation:
    """AP1, whose candidacy is confirmed."""
    own = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Application.objects.filter(pk=cast.application.pk).update(state="confirmed", participation=own)
    return own


def page_of(cast: Cast, code: str = "AP1") -> str:
    """What somebody reads at the short address."""
    return content_of(cast.client(code).get(f"{ME}?lang=en"))


def heads(page: str) -> list[str]:
    """The second headings, without their marks."""
    found = re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in found]


def test_a_visitor_signs_in_and_comes_back_here(cast: Cast, client: Client) -> None:
    assert cast.stop.slug == "fes"
    assert client.get(ME)["Location"] == f"/account/login/?next={ME}"


def test_who_has_not_applied_reads_where(cast: Cast) -> None:
    assert 'href="/fes/"' in page_of(cast, "PI")


def test_without_a_seat_the_next_thing_is_what_is_asked_of_the_person(cast: Cast) -> None:
    assert heads(page_of(cast))[:1] == ["Tell us what you need"]


def test_the_soonest_seat_stands_first_and_the_others_below(cast: Cast) -> None:
    own = taking_part(cast)
    for days in (9, 3):
        register(make_workshop(cast.stop, at=timezone.now() + timedelta(days=days)), own)
    page = page_of(cast)
    assert (heads(page)[0], "My other seats" in heads(page)) == ("Workshop 2", True)
    assert page.index("Workshop 2") < page.index("I cannot come") < page.index("Workshop 1")


def test_an_offer_that_can_be_lost_goes_before_a_seat_that_is_sure(cast: Cast) -> None:
    own = taking_part(cast)
    register(make_workshop(cast.stop, at=timezone.now() + timedelta(days=3)), own)
    full = make_workshop(cast.stop, at=timezone.now() + timedelta(days=9), capacity=1)
    first = register(full, make_participation(cast.stop, 1))
    register(full, own)
    leave(first)
    page = page_of(cast)
    assert (heads(page)[0], "Yes, I come" in page) == ("Workshop 2", True)


def test_what_is_over_stays_on_the_path(cast: Cast) -> None:
    own = taking_part(cast)
    seat = register(make_workshop(cast.stop), own)
    past = timezone.localtime(timezone.now() - timedelta(days=2))
    workshop = Workshop.objects.get(pk=seat.workshop_id)
    workshop.starts_on = past.date()
    workshop.save()
    page = page_of(cast)
    assert ("What I have done" in heads(page), "Workshop 1" in page) == (True, True)


def test_the_private_page_of_a_candidacy_leads_to_the_next_seat(cast: Cast, client: Client) -> None:
    own = taking_part(cast)
    seat = register(make_workshop(cast.stop), own)
    page = content_of(client.get(cast.application.get_absolute_url()))
    assert f'href="{seat_url(seat)}"' in page


def test_a_private_page_without_a_place_says_nothing_of_workshops(
    cast: Cast, client: Client
) -> None:
    make_workshop(cast.stop)
    page = content_of(client.get(cast.application.get_absolute_url()))
    assert "/fes/workshops/" not in page


def test_every_message_of_a_seat_leads_to_the_short_address_in_one_tap(
    cast: Cast, client: Client
) -> None:
    seat = register(make_workshop(cast.stop), taking_part(cast))
    assert f'href="{ME}"' in content_of(client.get(seat_url(seat)))
