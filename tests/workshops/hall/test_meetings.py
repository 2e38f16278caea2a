"""The meeting of a workshop: how it is held, who is marked present, who leads it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from meetings.links import guest_url
from meetings.models import Guest, Meeting, Slide
from tests.cast import Cast
from tests.meetings.meeting import picture
from tests.workshops.planned import make_participation, make_workshop
from workshops.hall.meetings import guest_of, host_of, meeting_of
from workshops.models import Arrival, Trainer, Workshop
from workshops.planning.actions import cancel
from workshops.planning.ways import is_too_big, way_of
from workshops.seats.actions import leave, register
from workshops.seats.links import seat_url

pytestmark = pytest.mark.django_db
LINE, LATER_LINE = "abcdefgh12", "ijklmnop34"


def soon(cast: Cast, **values: Any) -> Workshop:
    """A workshop whose doors are open, led by EX1."""
    workshop = make_workshop(cast.stop, at=timezone.now() + timedelta(minutes=10), **values)
    trainer = Trainer.objects.create(
        center=cast.stop.center, user=cast["EX1"], name_ar="م", name_fr="M", name_en="M"
    )
    workshop.trainers.add(trainer)
    return workshop


@pytest.mark.parametrize(
    ("values", "jitsi", "way"),
    [
        ({}, "", "stage"),
        ({}, "https://meet.example.ma", "jitsi"),
        ({"link": "https://teams.example/x"}, "https://meet.example.ma", "link"),
        ({"link": "https://teams.example/x", "own_stage": True}, "", "stage"),
        ({"own_stage": True}, "https://meet.example.ma", "stage"),
    ],
)
def test_a_workshop_meets_by_its_link_in_a_jitsi_or_in_our_own_room(
    cast: Cast, settings: Any, values: dict[str, Any], jitsi: str, way: str
) -> None:
    settings.JITSI_URL = jitsi
    assert way_of(make_workshop(cast.stop, **values)) == way


def test_only_what_our_own_room_cannot_hold_needs_a_link(cast: Cast) -> None:
    assert not is_too_big(make_workshop(cast.stop, capacity=30))
    assert is_too_big(make_workshop(cast.stop, capacity=31))
    assert not is_too_big(make_workshop(cast.stop, capacity=31, link="https://teams.example/x"))


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("05 35 00 00 00", 'href="tel:0535000000"'),
        ("https://sound.example/x", 'href="https://sound.example/x"'),
    ],
)
def test_a_second_language_is_heard_beside_our_own_room_once_one_is_in(
    cast: Cast, said: str, way: str
) -> None:
    seat = register(soon(cast, second_sound=said), make_participation(cast.stop, 1))
    stage = Client().post(f"{seat_url(seat)}joining/", follow=True)
    assert (stage.templates[0].name, way in stage.content.decode()) == ("meetings/stage.html", True)


def test_one_tap_on_the_seat_leads_to_the_stage_and_marks_who_came(cast: Cast) -> None:
    workshop = soon(cast)
    seat = register(workshop, make_participation(cast.stop, 1))
    answer = Client().post(f"{seat_url(seat)}joining/")
    guest = Guest.objects.get()
    assert answer.headers["Location"] == f"{guest_url(guest)}stage/"
    assert Arrival.objects.values_list("seat", "state", "how").get() == (seat.pk, "present", "link")
    assert guest.aside == f"{seat_url(seat)}questions/"


@pytest.mark.parametrize("over", ["left", "cancelled"])
def test_whoever_had_come_in_is_let_in_no_more_without_a_seat(cast: Cast, over: str) -> None:
    workshop = soon(cast)
    seat = register(workshop, make_participation(cast.stop, 1))
    browser, url = Client(), guest_url(guest_of(seat))
    browser.post(url)
    if over == "left":
        leave(seat)
    else:
        cancel(workshop, by=cast["RS1"], reason="The trainer is ill")
    assert [browser.get(url).status_code, browser.get(f"{url}stage/").status_code] == [404, 404]


@pytest.mark.parametrize(
    ("begins_in", "values", "told"),
    [
        (20, {}, (False, False, False)),
        (10, {}, (True, True, False)),
        (10, {"link": "https://teams.example/x"}, (False, False, True)),
    ],
)
def test_what_it_costs_and_a_check_of_the_sound_stand_beside_the_way_in_and_not_before(
    cast: Cast, begins_in: int, values: dict[str, Any], told: tuple[bool, ...]
) -> None:
    at = timezone.now() + timedelta(minutes=begins_in)
    workshop = make_workshop(cast.stop, at=at, **values)
    seat = register(workshop, make_participation(cast.stop, 1))
    page = Client().get(seat_url(seat)).content.decode()
    said = ("13 ميغا", "data-sound", "40 ميغا")
    assert tuple(each in page for each in said) == told
    assert "teams.example" not in page


def test_whoever_comes_in_by_the_door_of_the_meeting_is_marked_too(cast: Cast) -> None:
    seat = register(soon(cast), make_participation(cast.stop, 1))
    Client().post(guest_url(guest_of(seat)))
    Client().post(guest_url(guest_of(seat)))
    assert Arrival.objects.values_list("seat", flat=True).get() == seat.pk


def test_a_workshop_that_was_moved_takes_its_meeting_along(cast: Cast) -> None:
    workshop = soon(cast)
    meeting = meeting_of(workshop)
    workshop.refresh_from_db()
    later = timezone.localtime(timezone.now() + timedelta(days=3))
    workshop.starts_on, workshop.starts_clock = later.date(), later.time()
    workshop.save()
    assert (meeting_of(workshop).pk, Meeting.objects.get().starts_at) == (meeting.pk, later)


def test_the_trainer_leads_from_the_desk_and_nobody_is_marked_by_that(cast: Cast) -> None:
    workshop = soon(cast)
    browser = cast.client("EX1")
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/"
    assert "Lead the meeting" in browser.get(base).content.decode()
    answer = browser.post(f"{base}leading/")
    host = Guest.objects.get()
    assert answer.headers["Location"] == f"{guest_url(host)}stage/"
    assert (host.role, host.name, Arrival.objects.count()) == ("host", cast["EX1"].name, 0)
    assert "lead" in Client().get(f"{guest_url(host)}stage/").content.decode()


def test_nobody_leads_before_the_doors_open(cast: Cast) -> None:
    workshop = soon(cast)
    Workshop.objects.filter(pk=workshop.pk).update(
        starts_at=timezone.now() + timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=2)
    )
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/"
    page = cast.client("RS1").post(f"{base}leading/", follow=True).content.decode()
    assert "The door is not open yet." in page


@pytest.mark.parametrize(("minutes", "is_open"), [(20, False), (10, True)])
def test_whoever_leads_reads_whether_the_door_is_open(
    cast: Cast, minutes: int, *, is_open: bool
) -> None:
    at = timezone.now() + timedelta(minutes=minutes)
    workshop = make_workshop(cast.stop, at=at, link="https://teams.example/x")
    answer = cast.client("RS1").get(f"/desk/fes/workshops/{workshop.number}/meeting/")
    page = answer.content.decode()
    said = ("The door is open: people come in." in page, "The door opens on" in page)
    assert said == (is_open, not is_open)


def test_nobody_leads_a_workshop_that_does_not_take_place(cast: Cast) -> None:
    workshop = soon(cast)
    cancel(workshop, by=cast["RS1"], reason="The trainer is ill")
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/"
    page = cast.client("RS1").post(f"{base}leading/", follow=True).content.decode()
    assert ("This workshop does not take place." in page, Guest.objects.count()) == (True, 0)


def test_a_meeting_is_led_from_the_page_that_began_last(cast: Cast) -> None:
    workshop = soon(cast)
    url = guest_url(host_of(workshop, cast["EX1"]))
    browser = Client()
    browser.post(url)
    said = [
        browser.post(f"{url}now/", {"line": LINE, "begins": "1"}).status_code,
        browser.post(f"{url}now/", {"line": LATER_LINE}).status_code,
        browser.post(f"{url}now/", {"line": LATER_LINE, "begins": "1"}).status_code,
        browser.post(f"{url}now/", {"line": LINE}).status_code,
    ]
    assert said == [200, 422, 200, 422]


def test_slides_stand_in_the_order_of_their_names_and_replace_the_old_ones(cast: Cast) -> None:
    workshop = soon(cast)
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    for _time in range(2):
        uploads = [
            SimpleUploadedFile(f"Slide{number}.png", picture(colour), "image/png")
            for number, colour in ((10, "blue"), (2, "red"))
        ]
        assert cast.client("EX1").post(base, {"pictures": uploads}).status_code == 302
    colours = []
    for slide in Slide.objects.order_by("position"):
        with Image.open(slide.picture.path) as drawn:
            red, _green, blue = drawn.convert("RGB").getpixel((5, 5))  # type: ignore[misc]  # of RGB
            colours.append("red" if red > blue else "blue")
    assert colours == ["red", "blue"]


def test_a_pdf_gives_a_slide_a_page_each_light_enough_for_a_telephone(cast: Cast) -> None:
    workshop = soon(cast)
    pages = "#set page(width: 960pt, height: 540pt)\n= One\n#pagebreak()\n= Two\n"
    upload = SimpleUploadedFile("slides.pdf", typst.compile(pages.encode()))
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    assert cast.client("EX1").post(base, {"pictures": [upload]}).status_code == 302
    sizes = []
    for slide in Slide.objects.order_by("position"):
        with Image.open(slide.picture.path) as drawn:
            sizes.append(drawn.size)
        assert slide.picture.size < 60_000
    assert sizes == [(1280, 720), (1280, 720)]


def test_slides_that_come_while_people_are_there_are_shown_to_them(cast: Cast) -> None:
    workshop = soon(cast)
    seat = register(workshop, make_participation(cast.stop, 1))
    browser, url = Client(), guest_url(guest_of(seat))
    browser.post(url)
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    shown = []
    for colour in (None, "red", "blue"):
        if colour:
            upload = SimpleUploadedFile("1.png", picture(colour), "image/png")
            cast.client("EX1").post(base, {"pictures": [upload]})
        state = browser.post(f"{url}now/", {"line": LINE}).json()
        shown.append((state["slides"], state["picture"]))
    kept = Slide.objects.get()
    assert shown == [(0, None), (1, shown[1][1]), (1, kept.pk)]
    assert len({picture for _many, picture in shown}) == 3  # a browser asks for the new one
    answers = [browser.get(f"{url}slides/{key}/") for key in (kept.pk, shown[1][1])]
    for answer in answers:
        answer.close()
    assert [answer.status_code for answer in answers] == [200, 404]


def test_too_many_pages_are_refused_before_the_files_behind_them_are_drawn(cast: Cast) -> None:
    workshop = soon(cast)
    pages = typst.compile(b"#set page(width: 40pt, height: 30pt)\n" + b"x #pagebreak()\n" * 200)
    upload = SimpleUploadedFile("slides.pdf", pages)
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    answer = cast.client("EX1").post(base, {"pictures": [upload]})
    told = ["Please choose your slides: no more than 60."]
    assert (answer.status_code, answer.context["form"].errors["pictures"]) == (422, told)


def test_of_slides_that_were_replaced_no_file_stays(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    workshop = soon(cast)
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    paths = []
    for colour in ("red", "blue"):
        upload = SimpleUploadedFile("1.png", picture(colour), "image/png")
        with django_capture_on_commit_callbacks(execute=True):
            cast.client("EX1").post(base, {"pictures": [upload]})
        paths.append(Path(Slide.objects.get().picture.path))
    assert [path.exists() for path in paths] == [False, True]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.png", b"no picture", "Only a photo"),
        ("plan.pdf", b"%PDF-1.4 broken", "PDF cannot be read"),
        ("a².png", b"no picture", "Only a photo"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_and_the_slides_stay(
    cast: Cast, name: str, content: bytes, said: str
) -> None:
    workshop = soon(cast)
    base = f"/desk/{cast.stop.slug}/workshops/{workshop.number}/meeting/slides/"
    good = SimpleUploadedFile("1.png", picture("red"), "image/png")
    cast.client("EX1").post(base, {"pictures": [good]})
    bad = [
        SimpleUploadedFile("1.png", picture("blue"), "image/png"),
        SimpleUploadedFile(name, content),
    ]
    answer = cast.client("EX1").post(base, {"pictures": bad})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Slide.objects.count() == 1
