"""The pages of experts and hours: what is wrong stands beside its field, and nothing changes."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coaching.hours import keeping, lives, outside
from coaching.hours.fetching import FetchError
from coaching.models import (
    Absence,
    Booking,
    Charter,
    Expert,
    OutsideCalendar,
    SingleDay,
    Slot,
    WeekRule,
)
from messaging.models import Message
from people.todo import todo_items
from tests.coaching.arranged import make_booking, make_expert, make_slot, make_slots
from tests.pages import content_of
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.cast import Cast


def day_in(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def mine(cast: Cast) -> Expert:
    return make_expert(cast.stop, user=cast["EX1"])


def typed(cast: Cast, **values: Any) -> dict[str, Any]:
    usual = {"day": f"{day_in(5)}", "starts": "09:00", "ends": "11:00", "seats": "1"}
    return {**usual, "stop": cast.stop.pk, **values}


def send(cast: Cast, of: str, data: dict[str, Any], code: str = "EX1") -> Any:
    expert = Expert.objects.filter(user=cast["EX1"]).first() or mine(cast)
    address = reverse(f"hours:{of}-new", args=[expert.pk])
    return cast.client(code).post(address, data)


def test_a_day_is_given_in_any_digits(cast: Cast) -> None:
    answer = send(cast, "days", typed(cast, starts="٠٩:٠٠", ends="١٠:٠٠"))
    assert answer.status_code == 302
    assert [f"{slot.clock:%H:%M}" for slot in Slot.objects.order_by("clock")] == ["09:00", "09:30"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": "08:00"}, "ends"),
        ({"ends": "09:00"}, "ends"),
        ({"ends": "09:20"}, "ends"),
        ({"ends": "99:99"}, "ends"),
        ({"break_from": "10:00"}, "break_to"),
        ({"break_from": "10:00", "break_to": "09:30"}, "break_to"),
        ({"minutes": "5"}, "minutes"),
        ({"minutes": "x"}, "minutes"),
        ({"seats": "3"}, "theme"),
        ({"seats": "x"}, "seats"),
        ({"day": f"{timezone.localdate() - timedelta(days=1)}"}, "day"),
        ({"day": f"{timezone.localdate() + timedelta(days=500)}"}, "day"),
        ({"day": "30 February"}, "day"),
        ({"stop": "999999"}, "stop"),
        ({"modes": ["by pigeon"]}, "modes"),
    ],
)
def test_a_day_that_cannot_be_is_a_sentence_and_changes_nothing(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    answer = send(cast, "days", typed(cast, place="Salle 2", **wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Salle 2" in content_of(answer)
    assert (SingleDay.objects.count(), Slot.objects.count()) == (0, 0)


def test_hours_over_other_hours_are_refused(cast: Cast) -> None:
    expert = mine(cast)
    on = day_in(5)
    rule = {"weekday": on.weekday(), "first_on": day_in(0), "starts": time(10), "ends": time(12)}
    keeping.keep(WeekRule(expert=expert, stop=cast.stop, **rule))
    refused = send(cast, "days", typed(cast))
    assert list(refused.context["form"].errors) == ["starts"]
    assert send(cast, "days", typed(cast, instead="on")).status_code == 302


def test_a_change_that_leaves_a_session_outside_names_it_beside_the_field(cast: Cast) -> None:
    expert = mine(cast)
    row = SingleDay(expert=expert, stop=cast.stop, day=day_in(5), starts=time(9), ends=time(11))
    keeping.keep(row)
    make_booking(Slot.objects.order_by("-starts_at")[0], make_participation(cast.stop, 1))
    address = reverse("hours:days-one", args=[expert.pk, row.pk])
    answer = cast.client("EX1").post(address, typed(cast, ends="10:00"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["starts"])
    assert "10:30" in content_of(answer)
    assert SingleDay.objects.get().ends == time(11)
    taken_out = reverse("hours:days-deletion", args=[expert.pk, row.pk])
    cast.client("EX1").post(taken_out)
    assert SingleDay.objects.count() == 1


def test_an_absence_says_what_it_hits_and_leads_a_manager_to_moving_it(cast: Cast) -> None:
    expert = mine(cast)
    booking = make_booking(make_slot(expert, cast.stop), make_participation(cast.stop, 1))
    days = {"first_on": f"{booking.slot.on}", "last_on": f"{booking.slot.on}"}
    manager = send(cast, "absences", days, code="RS1")
    where = f"{reverse('coaching:day', args=[cast.stop.slug])}?expert={expert.pk}"
    assert where in content_of(manager).replace("&amp;", "&")
    assert "Person 1" in content_of(manager)
    own = send(cast, "absences", days)
    assert (where in content_of(own), "Person 1" in content_of(own)) == (False, False)
    assert Booking.objects.get().state == Booking.State.BOOKED
    item = {each.icon: each for each in todo_items(cast["RS1"], {})}["calendar"]
    assert item.url.startswith(where)


@pytest.mark.parametrize(("first", "last"), [(5, 4), (-9, -8), (5, 500), (5, 2_000_000)])
def test_days_of_absence_that_cannot_be_are_a_sentence(cast: Cast, first: int, last: int) -> None:
    answer = send(cast, "absences", {"first_on": f"{day_in(first)}", "last_on": f"{day_in(last)}"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last_on"])
    assert Absence.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_on": f"{day_in(2)}", "last_on": f"{day_in(1)}"}, "last_on"),
        ({"first_on": f"{day_in(-9)}", "last_on": f"{day_in(-8)}"}, "last_on"),
        ({"first_on": "2206-01-01"}, "first_on"),
        ({"ends": "08:00"}, "ends"),
        ({"weekday": "9"}, "weekday"),
    ],
)
def test_weekly_hours_that_would_make_none_are_a_sentence(
    cast: Cast, wrong: dict[str, str], field: str
) -> None:
    usual = {"weekday": "1", "first_on": f"{day_in(0)}"}
    answer = send(cast, "rules", typed(cast, **usual | wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert WeekRule.objects.count() == 0


def taken_up(*_args: object, **_more: object) -> None:
    """What whoever waits in vain for the hours of an expert is told."""
    raise ValidationError("Somebody else is changing the same thing just now.", code="busy")


def test_hours_that_somebody_else_changes_just_now_are_a_sentence_on_every_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = mine(cast)
    slot = make_slot(expert, cast.stop)
    day = {"first_on": f"{slot.on}", "last_on": f"{slot.on}"}
    own, team = cast.client("EX1"), cast.client("RS1")
    change = reverse("experts:change", args=["fes", expert.pk])
    form = team.get(change).context["form"]
    shown = {each.html_name: each.value() for each in form} | {"email": "a@example.org"}
    whole = {name: value for name, value in shown.items() if value not in (None, [])}
    monkeypatch.setattr(keeping, "lock_hours", taken_up)
    monkeypatch.setattr(lives, "make_slots", taken_up)
    answers = [
        own.post(reverse("hours:absences-new", args=[expert.pk]), day),
        team.post("/desk/fes/coaching/days/", {**day, "expert": expert.pk}),
        team.post(change, whole),
        own.post(reverse("hours:opening", args=[expert.pk, slot.pk]), follow=True),
    ]
    assert [each.status_code for each in answers] == [422, 422, 422, 200]
    assert ["just now" in content_of(answers[at]) for at in (0, 2, 3)] == [True] * 3
    assert Absence.objects.count() == 0


@pytest.mark.parametrize("fault", ["private", "too-big", "too-many", "silent", "no-calendar"])
def test_a_calendar_that_cannot_be_read_is_a_sentence(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    def fails(_url: str) -> bytes:
        raise FetchError(fault)

    monkeypatch.setattr(outside, "fetch", fails)
    address = reverse("hours:calendar", args=[mine(cast).pk])
    url = "https://calendar.example.org/private.ics"
    answer = cast.client("EX1").post(address, {"url": url})
    said = answer.context["form"].errors.as_data()["url"]
    assert (answer.status_code, [each.code for each in said]) == (422, [fault])
    assert url in content_of(answer)
    assert OutsideCalendar.objects.count() == 0


def test_a_webcal_address_is_read_by_https(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coaching.hours.hour_forms.look", lambda _url: [])
    address = reverse("hours:calendar", args=[mine(cast).pk])
    cast.client("EX1").post(address, {"url": "webcal://calendar.example.org/a.ics"})
    assert OutsideCalendar.objects.get().url == "https://calendar.example.org/a.ics"


def test_the_address_of_a_calendar_is_a_key_that_no_page_shows(cast: Cast) -> None:
    expert = mine(cast)
    outside.connect(expert, "https://calendar.example.org/private-5f1c/basic.ics", [])
    for name in ("hours:calendar", "hours:hours"):
        for code in ("EX1", "RS1"):
            page = content_of(cast.client(code).get(reverse(name, args=[expert.pk])))
            shown = ("private-5f1c" in page, "calendar.example.org" in page)
            assert shown == (False, name == "hours:calendar"), (name, code)


def wishes(**values: Any) -> dict[str, Any]:
    usual = {
        "name": "Salma El Alali",
        "phone": "٠٦١٢٣٤٥٦٧٨",
        "email": "Salma@Example.org",
        "headline": "Comptable",
        "themes": [1],
        "languages": ["ar"],
        "modes": ["phone"],
    }
    return {**usual, **values}


def test_whoever_asks_to_help_is_kept_and_thanked(cast: Cast) -> None:
    answer = cast.client().post("/fes/experts/join/", wishes())
    expert = Expert.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/fes/experts/")
    assert (expert.state, expert.phone, expert.email, expert.name_ar) == (
        "asked",
        "+212612345678",
        "salma@example.org",
        "Salma El Alali",
    )
    assert Message.objects.filter(event="expert_asked").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"phone": "12"}, {"email": "x"}, {"themes": []}, {"languages": ["xx"]}, {"name": ""}]
)
def test_a_form_that_is_not_whole_keeps_what_was_typed(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = cast.client().post("/fes/experts/join/", wishes(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert "Comptable" in content_of(answer)
    assert Expert.objects.count() == 0


def test_the_directory_shows_who_helps_and_no_telephone(cast: Cast) -> None:
    expert = make_expert(cast.stop, 1, phone="+212699031001", email="one@example.org")
    make_expert(cast.stop, 2, themes=("financing",), state="paused")
    text = content_of(cast.client().get("/fes/experts/"))
    assert ("Expert 1" in text, "Expert 2" in text) == (True, False)
    assert [each in text for each in ("99 03 10 01", "99031001", "one@example.org")] == [False] * 3
    expert.languages = ["ar"]
    expert.save()
    assert "Expert 1" not in content_of(cast.client().get("/fes/experts/?language=fr"))
    assert "Expert 1" in content_of(cast.client().get("/fes/experts/?theme=digital&language=ar"))


def test_the_directory_leads_to_the_hours_of_each_expert(cast: Cast) -> None:
    expert = make_expert(cast.stop, 1)
    text = content_of(cast.client().get("/fes/experts/"))
    assert f'href="/fes/coaching/?theme=digital&amp;expert={expert.pk}"' in text


def test_the_languages_of_experts_leave_those_of_the_page_in_its_head(cast: Cast) -> None:
    make_expert(cast.stop, 1)
    for query in ("", "?language=fr"):
        page = cast.client().get(f"/fes/experts/{query}").content.decode()
        head = page.split("</header>")[0]
        assert re.findall(r'hreflang="(\w+)"', head) == ["ar", "fr"]


def test_the_public_pages_are_light(cast: Cast) -> None:
    for n in range(1, 6):
        make_expert(cast.stop, n)
    browser = cast.client()
    browser.get("/fes/experts/")  # the first page carries the looks beside
    sizes = [len(browser.get(f"/fes/experts/{page}").content) for page in ("", "join/")]
    assert max(sizes) <= 14 * 1024


@pytest.mark.parametrize("many", [1, 3])
def test_lists_of_experts_cost_the_same_for_one_and_three(
    cast: Cast, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(1, many + 1):
        make_expert(cast.stop, n)
    browser = cast.client("RS1")
    browser.get("/desk/fes/coaching/experts/")
    with django_assert_num_queries(7):
        browser.get("/desk/fes/coaching/experts/")
    with django_assert_num_queries(4):
        cast.client().get("/fes/experts/?language=fr")


def test_a_charter_is_signed_once_it_was_read(cast: Cast) -> None:
    expert = make_expert(cast.stop, user=cast["EX1"], state=Expert.State.CHECKED)
    charter = lives.word_charter(
        cast.stop.center, {"text_ar": "ميثاق", "text_fr": "Charte", "text_en": "Charter"}
    )
    browser, address = cast.client("EX1"), reverse("hours:charter", args=[expert.pk])
    assert browser.get("/expert/hours/").headers["Location"] == f"/expert/hours/{expert.pk}/"
    assert browser.get(f"/expert/hours/{expert.pk}/").headers["Location"] == address
    unticked = browser.post(address, {"charter": charter.pk})
    assert (unticked.status_code, list(unticked.context["form"].errors)) == (422, ["agree"])
    older = browser.post(address, {"charter": charter.pk + 1, "agree": "on"})
    assert list(older.context["form"].errors) == ["charter"]
    assert browser.post(address, {"charter": charter.pk, "agree": "on"}).status_code == 302
    expert.refresh_from_db()
    assert (expert.state, Charter.objects.get().signed.get().expert) == ("active", expert)


def test_nobody_is_taken_on_before_there_is_a_charter(cast: Cast) -> None:
    cast.client().post("/fes/experts/join/", wishes())
    expert = Expert.objects.get()
    address = reverse("experts:checking", args=["fes", expert.pk])
    answer = cast.client("RS1").post(address)
    expert.refresh_from_db()
    charter = reverse("experts:charter", args=["fes"])
    assert (answer.headers["Location"], expert.state) == (charter, Expert.State.ASKED)


def test_a_day_to_come_is_no_day_on_which_the_first_session_was_held(cast: Cast) -> None:
    expert = make_expert(cast.stop)
    address = reverse("experts:beside", args=["fes", expert.pk])
    browser, colleague = cast.client("RS1"), cast["RV"]
    browser.post(address, {"colleague": colleague.pk, "held_on": f"{day_in(1)}"})
    expert.refresh_from_db()
    assert (expert.shadowed_by, expert.shadowed_at) == (None, None)
    browser.post(address, {"colleague": colleague.pk, "held_on": f"{day_in(0)}"})
    expert.refresh_from_db()
    assert expert.shadowed_by == colleague
    assert expert.shadowed_at is not None


def test_the_team_changes_an_expert_with_a_length_for_a_theme(cast: Cast) -> None:
    expert = make_expert(cast.stop, email="one@example.org")
    theme = expert.themes.get()
    address = reverse("experts:change", args=["fes", expert.pk])
    form = cast.client("RS1").get(address).context["form"]
    data = {
        name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
    }
    answer = cast.client("RS1").post(address, {**data, f"length_{theme.pk}": "50", "per_day": "٦"})
    expert.refresh_from_db()
    assert (answer.status_code, expert.per_day, expert.helps_with.get().minutes) == (302, 6, 50)


def test_the_team_finds_back_from_hours_to_the_expert_and_reads_no_words_of_theirs(
    cast: Cast,
) -> None:
    expert = mine(cast)
    address, page = (
        reverse("hours:hours", args=[expert.pk]),
        f"/desk/fes/coaching/experts/{expert.pk}/",
    )
    found = {code: cast.client(code).get(address).content.decode() for code in ("EX1", "RS1")}
    said = {
        code: (f'href="{page}"' in html, "I have no time then" in html, "Your own calendar" in html)
        for code, html in found.items()
    }
    assert said == {"EX1": (False, True, True), "RS1": (True, False, False)}


def test_a_first_session_without_a_colleague_who_is_still_known_names_nobody(cast: Cast) -> None:
    expert = make_expert(cast.stop, shadowed_at=timezone.now())
    page = content_of(cast.client("RS1").get(reverse("experts:one", args=["fes", expert.pk])))
    assert "beside." not in page


def test_languages_of_an_expert_stand_by_their_names(cast: Cast) -> None:
    expert = make_expert(cast.stop, languages=["ar", "fr"])
    for address in (
        reverse("experts:list", args=["fes"]),
        reverse("experts:one", args=["fes", expert.pk]),
    ):
        assert "العربية · Français" in content_of(cast.client("RS1").get(address))


def test_taking_an_expert_on_is_asked_before_it_is_told(cast: Cast) -> None:
    expert = make_expert(cast.stop, state=Expert.State.ASKED)
    page = cast.client("RS1").get(reverse("experts:one", args=["fes", expert.pk])).content.decode()
    address = reverse("experts:checking", args=["fes", expert.pk])
    assert f'action="{address}" data-behaviour="ask-first"' in page


def test_an_expert_sees_one_week_of_hours_a_day_of_it_open_on_a_light_page(cast: Cast) -> None:
    expert = make_expert(cast.stop, user=cast["EX1"])
    monday = timezone.localtime() + timedelta(days=7 - timezone.localdate().weekday())
    first = monday.replace(hour=9, minute=0)
    for week in (0, 2):
        for day in range(5):
            make_slots(expert, cast.stop, 8, at=first + timedelta(days=7 * week + day))
    rules = {"expert": expert, "stop": cast.stop, "starts": time(9), "ends": time(13)}
    for day in range(5):
        WeekRule.objects.create(**rules, weekday=day, first_on=monday.date())
    browser, page = cast.client("EX1"), f"/expert/hours/{expert.pk}/"
    browser.get(page)  # the first page carries the looks beside
    shown = browser.get(page)
    after = monday.date() + timedelta(days=14)
    assert (content_of(shown).count("/closing/"), len(shown.content) <= 14 * 1024) == (8, True)
    assert f"?week={after}#week" in content_of(shown)
    later = content_of(browser.get(f"{page}?week={after + timedelta(days=2)}"))
    assert (later.count("/closing/"), f"?week={monday.date()}#week" in later) == (8, True)
    assert f"?week={after}#week" in later  # another day of the same week
    for odd in ("yesterday", "9999-12-31", "0001-01-01"):
        assert browser.get(f"{page}?week={odd}").status_code == 200
