"""What stays of a workshop: kept, light, shown to whom it may be, and told of once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from messaging.models import Message
from tests.rows_workshops_hall import WAV
from tests.workshops.hall.test_attendance import seated, tap
from tests.workshops.planned import make_participation, make_workshop
from workshops.after import material_views
from workshops.after.keeping import add_file, may_show, name_people, shown
from workshops.after.telling import tell_after
from workshops.hall.arrivals import arrive, mark
from workshops.hall.asking import ask
from workshops.models import AfterWords, Material, Opinion, Question, Workshop
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
LINES = "Un\nDeux\nTrois\nQuatre\nCinq"


def held(cast: Cast, hours: int = 5) -> Workshop:
    """A workshop that began so many hours ago, of one hour."""
    return make_workshop(cast.stop, at=timezone.now() - timedelta(hours=hours))


def recording(workshop: Workshop) -> Material:
    """A recording of it."""
    upload = SimpleUploadedFile("../x.wav", WAV)
    return add_file(workshop, upload, kind="audio", title="Le son", minutes=60)


def events() -> list[str]:
    """The occasions on which was written, in their order."""
    return sorted(Message.objects.values_list("event", flat=True))


def test_the_page_opens_when_the_workshop_is_over(cast: Cast, client: Any) -> None:
    coming, over = make_workshop(cast.stop), held(cast)
    pages = [
        client.get(f"{seat_url(seated(each, n))}after/") for n, each in ((1, coming), (2, over))
    ]
    assert [page.status_code for page in pages] == [302, 200]


@pytest.mark.parametrize(
    ("hours", "state", "came", "codes"),
    [
        (5, "seated", False, (200, 200)),
        (5, "left", True, (200, 200)),
        (5, "left", False, (302, 404)),
        (5, "waiting", False, (302, 404)),
        (5, "lapsed", False, (302, 404)),
        (-5, "seated", False, (302, 404)),
    ],
)
def test_what_stays_is_for_whoever_came_or_kept_a_seat_and_from_the_end_on(
    cast: Cast, client: Any, hours: int, state: str, came: object, codes: tuple[int, int]
) -> None:
    workshop = held(cast, hours)
    seat, file = seated(workshop, 1, state=state), recording(workshop)
    if came:
        mark(workshop, [tap(f"s{seat.pk}")], by=cast["RS1"], how="sheet")
    pages = [f"{seat_url(seat)}after/", f"{seat_url(seat)}after/{file.pk}/"]
    answers = [client.get(page) for page in pages]
    for answer in answers:
        answer.close()
    assert tuple(answer.status_code for answer in answers) == codes


def test_what_stays_of_a_cancelled_workshop_is_nothing(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    seat = seated(workshop, 1)
    Workshop.objects.filter(pk=workshop.pk).update(state="cancelled")
    assert client.get(f"{seat_url(seat)}after/").status_code == 302


def test_sound_and_slides_are_light_and_say_their_size(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    row = recording(workshop)
    page = client.get(f"{seat_url(seated(workshop, 1))}after/").content.decode()
    assert (row.size, row.content_type, "44\xa0" in page) == (44, "audio/wav", True)


def test_a_player_gets_the_piece_that_it_asks_for(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    where = f"{seat_url(seated(workshop, 1))}after/{recording(workshop).pk}/"
    piece = client.get(where, headers={"Range": "bytes=0-3"})
    assert (piece.status_code, b"".join(piece)) == (206, b"RIFF")


def test_a_file_of_another_workshop_is_not_there(cast: Cast, client: Any) -> None:
    seat, other = seated(held(cast), 1), recording(held(cast))
    assert client.get(f"{seat_url(seat)}after/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "data"), [("audio", b"MZ"), ("slides", b"PK"), ("captions", b"1")]
)
def test_a_file_that_is_none_of_these_is_refused(cast: Cast, kind: str, data: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        add_file(held(cast), SimpleUploadedFile("x", data), kind=kind, title="X")
    assert (refused.value.code, Material.objects.count()) == ("file", 0)


def test_a_picture_is_shown_while_everybody_on_it_agrees(cast: Cast) -> None:
    workshop = held(cast)
    people = [seated(workshop, n).participation for n in (1, 2)]
    picture = Material.objects.create(
        workshop=workshop, kind="picture", title="P", link="https://example.ma/p.jpg"
    )
    name_people(picture, people)
    seen = []
    for person, agreed in ((people[0], True), (people[1], True), (people[0], False)):
        may_show(person, agreed=agreed)
        seen.append(shown(workshop).count())
    assert seen == [0, 1, 0]


@pytest.mark.parametrize("kind", ["picture", "replay", "audio"])
def test_of_what_shows_people_it_is_said_who_or_that_nobody_is_known(cast: Cast, kind: str) -> None:
    workshop = held(cast)
    seat, browser = seated(workshop, 1), cast.client("RS1")
    where = f"/desk/fes/workshops/{workshop.number}/after/"
    sent = {"kind": kind, "title": "P", "link": "https://example.ma/p"}
    answer = browser.post(where, sent)
    told = ["Please name who is on it, or say that nobody can be recognised."]
    assert (answer.status_code, answer.context["form"].errors["shows"]) == (422, told)
    for more in ({"nobody": "on"}, {"shows": str(seat.participation.pk)}):
        assert browser.post(where, sent | more).status_code == 302
    rows = [(row.people, row in shown(workshop)) for row in Material.objects.order_by("pk")]
    assert rows == [(0, True), (1, False)]


def test_a_link_says_its_size_too_or_that_it_is_not_known(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    browser, where = cast.client("RS1"), f"/desk/fes/workshops/{workshop.number}/after/"
    sent = {"kind": "replay", "title": "R", "link": "https://example.ma/r", "nobody": "on"}
    for size in ("٢٤٠", ""):
        assert browser.post(where, sent | {"megabytes": size}).status_code == 302
    page = client.get(f"{seat_url(seated(workshop, 1))}after/").content.decode()
    assert (page.count("240"), page.count("الحجم غير معروف")) == (1, 1)


def test_a_picture_of_somebody_who_was_deleted_is_shown_no_more(cast: Cast) -> None:
    workshop = make_workshop(cast.stop)
    people = [make_participation(cast.stop, number) for number in (1, 2)]
    picture = Material.objects.create(
        workshop=workshop, kind="picture", title="x", link="https://a.example"
    )
    name_people(picture, people)
    for person in people:
        may_show(person, agreed=True)
    assert list(shown(workshop)) == [picture]
    people[0].delete()
    assert list(shown(workshop)) == []


def test_somebody_agrees_and_takes_it_back_on_their_page(cast: Cast, client: Any) -> None:
    seat = seated(held(cast), 1)
    for sent in ({"yes": "1"}, {}):
        client.post(f"{seat_url(seat)}after/showing/", sent)
    seat.participation.may_show.refresh_from_db()
    assert seat.participation.may_show.withdrawn_at is not None


def test_whoever_was_absent_gets_five_lines_and_the_next_date(cast: Cast, client: Any) -> None:
    workshop = held(cast)
    make_workshop(cast.stop, title_en="The next one")
    AfterWords.objects.create(workshop=workshop, lines_fr=LINES, lines_ar=LINES, lines_en=LINES)
    there, away = seated(workshop, 1), seated(workshop, 2)
    arrive(there)
    pages = [client.get(f"{seat_url(seat)}after/") for seat in (there, away)]
    kit = [("Cinq" in page.content.decode(), page.context["next"] is not None) for page in pages]
    assert kit == [(False, False), (True, True)]
    Workshop.objects.filter(title_en="The next one").delete()
    others = f'href="/{workshop.stop.slug}/workshops/"'
    pages = [client.get(f"{seat_url(seat)}after/").content.decode() for seat in (there, away)]
    assert [others in page for page in pages] == [False, True]


def test_a_face_and_two_questions_are_kept_once_and_may_change(cast: Cast, client: Any) -> None:
    seat = seated(held(cast), 1)
    arrive(seat)
    for face in ("2", "3"):
        client.post(f"{seat_url(seat)}after/", {"face": face, "used": "Ma page"})
    assert client.post(f"{seat_url(seat)}after/", {"face": "9"}).status_code == 422
    assert list(Opinion.objects.values_list("face", "used")) == [(3, "Ma page")]


def test_three_hours_later_everybody_is_written_to_once(cast: Cast) -> None:
    workshop = held(cast)
    there, _away = seated(workshop, 1), seated(workshop, 2)
    arrive(there)
    ask(there, "How much?", uuid4())
    tell_after(timezone.now())
    tell_after(timezone.now())
    assert events() == ["workshop_after", "workshop_missed"]
    assert Question.objects.owed().count() == 1


def test_nobody_is_told_that_they_were_missed_where_nobody_looked(cast: Cast) -> None:
    seated(held(cast), 1)
    arrive(seated(held(cast, hours=2), 2))
    tell_after(timezone.now())
    assert events() == []


def test_a_sheet_that_comes_the_next_morning_is_not_too_late(cast: Cast) -> None:
    there = seated(held(cast, hours=20), 1)
    tell_after(timezone.now())
    arrive(there)
    tell_after(timezone.now())
    tell_after(timezone.now())
    assert events() == ["workshop_after"]


def test_staff_add_a_link_and_take_it_away(cast: Cast) -> None:
    workshop = held(cast)
    where = f"/desk/fes/workshops/{workshop.number}/after/"
    browser = cast.client("RS1")
    sent = {"kind": "replay", "title": "Replay", "link": "https://example.ma/r", "minutes": "60"}
    sent |= {"nobody": "on"}
    assert browser.post(where, sent).status_code == 302
    assert browser.post(where, {"kind": "replay", "title": "Neither"}).status_code == 422
    marked = sent | {"link": "\u202ahttps://example.ma/m\u202c\u00a0"}
    assert browser.post(where, marked).status_code == 302
    assert browser.post(where, sent | {"link": "ftp://example.ma/r"}).status_code == 422
    Material.objects.get(link="https://example.ma/m").delete()
    [row] = Material.objects.all()
    browser.post(f"{where}{row.pk}/removal/")
    assert Material.objects.count() == 0


def test_a_picture_whose_people_cannot_be_named_is_not_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_material: Material, _people: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(material_views, "name_people", fails)
    workshop = held(cast)
    who = seated(workshop, 1).participation
    sent = {"kind": "picture", "title": "P", "link": "https://example.ma/p", "shows": who.pk}
    with pytest.raises(ConnectionError):
        cast.client("RS1").post(f"/desk/fes/workshops/{workshop.number}/after/", sent)
    assert Material.objects.count() == 0
