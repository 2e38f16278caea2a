"""The pages of experts and their hours as people open them, in both directions."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from coaching.hours import keeping, lives, outside
from coaching.models import Absence, Case, Expert, SingleDay, Slot, WeekRule
from needs.models import Need
from people.models import Membership, Participation
from programs.models import Theme
from tests.browser.conftest import PHONE
from tests.browser.test_coaching_axe import BOTH, wrong_with
from tests.browser.test_file_axe import signed_in
from tests.coaching.arranged import make_booking, make_expert, make_slot
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

TEXTS = {
    "text_ar": "ألتزم بالحضور في الموعد.\n\nأحافظ على السر.",
    "text_fr": "Je viens à l’heure.\n\nJe garde le secret.",
    "text_en": "I come on time.",
}
NAMES = {"name_ar": "سلمى العلالي", "name_fr": "Salma El Alali", "name_en": "Salma El Alali"}
LINE = {"headline_ar": "خبيرة في التمويل", "headline_fr": "Conseillère en financement"}


def arranged(cast: Cast) -> Expert:
    """EX1 with hours of every kind, a session, a case; somebody who asks; a need without a slot."""
    helper = make_expert(cast.stop, themes=("digital", "financing"), user=cast["EX1"])
    Expert.objects.filter(pk=helper.pk).update(**NAMES, **LINE, email="salma@example.org")
    helper.refresh_from_db()
    role = Membership.Role.EXPERT
    Membership.objects.get_or_create(user=cast["EX1"], role=role, center=cast.stop.center)
    lives.word_charter(cast.stop.center, TEXTS)
    make_slot(make_expert(cast.stop, 2), cast.stop, at=timezone.now() + timedelta(days=5))
    today = timezone.localdate()
    clocks: dict[str, Any] = {"expert": helper, "stop": cast.stop}
    keeping.keep(SingleDay(**clocks, day=today + timedelta(days=3), starts=time(9), ends=time(16)))
    weekday = (today + timedelta(days=4)).weekday()
    keeping.keep(
        WeekRule(**clocks, weekday=weekday, first_on=today, starts=time(14), ends=time(16))
    )
    away = {"first_on": today + timedelta(days=8), "last_on": today + timedelta(days=9)}
    keeping.be_absent(Absence(expert=helper, why="Voyage", **away))
    _with_people(cast, helper)
    return helper


def _with_people(cast: Cast, helper: Expert) -> None:
    """Who meets them, who met them, who asks to help, and who needs somebody."""
    person = make_participation(cast.stop, 1)
    slot = Slot.objects.filter(expert=helper, state="open").order_by("starts_at")[0]
    make_booking(slot, person)
    Case.objects.create(expert=helper, participation=person)
    then = timezone.now().replace(year=2025)
    make_booking(
        make_slot(helper, cast.stop, at=then), make_participation(cast.stop, 2), state="held"
    )
    outside.connect(helper, "https://example.org/a.ics", [])
    keeping.shut(Slot.objects.filter(expert=helper, taken=0, state="open").order_by("starts_at")[0])
    values = {
        **NAMES,
        "email": "asks@example.org",
        "themes": {Theme.objects.get(code="digital"): None},
        "provinces": [],
    }
    lives.ask(cast.stop.center, values)
    file = cast.application
    file.participation = Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    file.save(update_fields=["participation"])
    Need.objects.create(application=file, theme=Theme.objects.get(code="financing"), level=90)
    Need.objects.create(application=file, theme=Theme.objects.get(code="marketing"), level=90)


def looked_at(pages: dict[str, str], page: Any, language: str, *, targets: bool) -> dict[str, Any]:
    """What is wrong with each of these pages, where anything is."""
    found = {}
    for name, address in pages.items():
        wrong = wrong_with(page, f"hours-{name}-{language}", address, targets=targets)
        # a box is as large as the frame around it and its words
        found[name] = [each for each in wrong if "form-check-input" not in each]
    return {name: wrong for name, wrong in found.items() if wrong}


@BOTH
def test_nothing_is_wrong_with_what_the_public_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    arranged(live_cast)
    page = opened(language, **size).new_page()
    pages = {"directory": "/fes/experts/", "narrowed": "/fes/experts/?theme=digital&language=ar"}
    pages["joining"] = "/fes/experts/join/"
    assert looked_at(pages, page, language, targets=True) == {}


@BOTH
def test_nothing_is_wrong_with_what_an_expert_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    helper = arranged(live_cast)
    page = signed_in(opened(language, **size), live_cast, "EX1")
    at = f"/expert/hours/{helper.pk}/"
    more = {each: f"{at}{each}/new/" for each in ("rules", "days", "absences")}
    pages = {"hours": at, "charter": f"{at}charter/", "calendar": f"{at}calendar/", **more}
    pages["feed"] = "/account/me/sessions/"
    assert looked_at(pages, page, language, targets=size == PHONE) == {}


@BOTH
def test_nothing_is_wrong_with_what_a_team_opens(
    live_cast: Cast, opened: Open, language: str, size: dict[str, Any]
) -> None:
    helper = arranged(live_cast)
    page = signed_in(opened(language, **size), live_cast, "RS1")
    at, person = "/desk/fes/coaching/experts/", helper.cases.get().participation_id
    one = f"{at}{helper.pk}/"
    asks = Expert.objects.get(state=Expert.State.ASKED).pk
    pages = {
        "list": at,
        "asked": f"{at}?state=asked",
        "new": f"{at}new/",
        "wordings": f"{at}charter/",
        "missing": f"{at}missing/",
        "asking": f"{at}missing/financing/",
        "one": one,
        "asks": f"{at}{asks}/",
        "change": f"{one}change/",
        "leaving": f"{one}leaving/",
        "handing": f"{one}cases/{person}/",
        "staff": f"/expert/hours/{helper.pk}/",
    }
    assert looked_at(pages, page, language, targets=False) == {}


def test_an_expert_gives_a_day_on_a_phone(live_cast: Cast, opened: Open) -> None:
    helper = make_expert(live_cast.stop, user=live_cast["EX1"])
    page = signed_in(opened("ar", **PHONE), live_cast, "EX1")
    page.goto("/expert/hours/")
    day = timezone.localdate() + timedelta(days=5)
    page.get_by_role("link", name="منح يوم").click()
    page.locator("[name=day]").fill(f"{day:%Y-%m-%d}")
    page.locator("[name=starts]").fill("09:00")
    page.locator("[name=ends]").fill("16:00")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(f"**/expert/hours/{helper.pk}/")
    assert Slot.objects.filter(expert=helper, on=day).count() == 10
