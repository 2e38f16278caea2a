"""An entrepreneur books on a small phone, in Arabic, by three taps; a team books for a caller."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from coaching.models import Booking, Request
from people.models import Participation
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import enter
from tests.browser.test_file_axe import signed_in
from tests.coaching.arranged import make_booking, make_expert, make_slots
from tests.workshops.planned import make_participation

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open
    from tests.cast import Cast

SLOW_3G = {  # milliseconds, and bytes a second each way
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}


def on_slow_3g(page: Page) -> Page:
    """Let everything that this page asks for come by a slow line."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_3G)
    return page


@pytest.mark.parametrize("scripts", ["run", "are off"])
def test_an_entrepreneur_books_in_three_taps_on_slow_3g_and_gives_the_hour_back(
    live_cast: Cast, opened: Open, live_server: object, scripts: str
) -> None:
    Participation.objects.create(stop=live_cast.stop, person=live_cast["AP1"])
    expert = make_expert(live_cast.stop, name_ar="أمينة العلالي")
    slot = make_slots(expert, live_cast.stop, 3)[1]
    context = opened("ar", **PHONE, java_script_enabled=scripts == "run")
    enter(context, live_cast, "AP1", str(live_server))
    page = on_slow_3g(context.new_page())
    page.goto("/fes/")
    page.get_by_role("link", name="تحدث مع خبير").click()
    page.get_by_role("link", name="الرقمنة").click()
    page.locator(f'a[href*="/slots/{slot.pk}/"]').click()
    page.get_by_role("button", name="احجز", exact=True).click()
    page.get_by_text("تم حجز جلستك.").wait_for()
    booking = Booking.objects.get()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert (booking.slot, booking.state, width) == (slot, "booked", 360)
    page.get_by_text("لا أستطيع الحضور").click()  # asked first without a script too
    page.get_by_role("button", name="نعم، أتخلى عنه").click()
    page.get_by_text("هذه الجلسة ملغاة.").wait_for()
    booking.refresh_from_db()
    assert booking.state == "cancelled"


def test_whoever_comes_too_late_takes_another_hour_without_typing_again(
    live_cast: Cast, opened: Open, live_server: object
) -> None:
    Participation.objects.create(stop=live_cast.stop, person=live_cast["AP1"])
    first, second = make_slots(make_expert(live_cast.stop), live_cast.stop, 2)
    context = opened("ar")
    enter(context, live_cast, "AP1", str(live_server))
    page = context.new_page()
    page.goto(f"/fes/coaching/slots/{first.pk}/?theme=digital")
    make_booking(first, make_participation(live_cast.stop, 1))
    page.get_by_label("ما الموضوع؟").fill("صفحة على الفيسبوك")
    page.get_by_role("button", name="احجز", exact=True).click()
    page.locator(".errors").wait_for()
    page.locator(f'button[formaction*="/slots/{second.pk}/"]').click()
    page.get_by_text("تم حجز جلستك.").wait_for()
    booking = Booking.objects.get(slot=second)
    assert (booking.words, booking.person) == ("صفحة على الفيسبوك", live_cast["AP1"])


def test_a_team_books_for_a_caller_in_french_moves_the_session_and_undoes_it(
    live_cast: Cast, opened: Open
) -> None:
    person = make_participation(live_cast.stop, 7)
    slots = make_slots(make_expert(live_cast.stop), live_cast.stop, 2)
    page = signed_in(opened("fr", **DESK), live_cast, "RS1")
    page.goto("/desk/fes/coaching/")
    page.get_by_role("link", name="Réserver pour un appelant").click()
    page.get_by_label("Nom ou téléphone", exact=True).fill("0699 03 00 07")
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_role("link", name="Person 7").click()
    page.get_by_label("Thématique").select_option("digital")
    page.get_by_role("button", name="Afficher les créneaux").click()
    page.locator(f'a[href*="/slots/{slots[0].pk}/"]').click()
    page.get_by_role("button", name="Réserver", exact=True).click()
    page.get_by_text("C’est réservé, la personne est prévenue.").wait_for()
    page.get_by_role("link", name="Déplacer à un autre créneau").click()
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Déplacer ici").click()
    page.get_by_text("Déplacée, la personne est prévenue.").wait_for()
    booking = Booking.objects.get()
    assert (booking.participation, booking.slot) == (person, slots[1])
    page.get_by_role("button", name="Annuler : revenir au créneau d’avant").click()
    page.get_by_text("Tout est comme avant").wait_for()
    booking.refresh_from_db()
    assert (booking.slot, booking.state) == (slots[0], "booked")


def test_a_team_moves_the_day_of_an_expert_who_is_ill(live_cast: Cast, opened: Open) -> None:
    ill, other = (make_expert(live_cast.stop, n) for n in (1, 2))
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    slots = make_slots(ill, live_cast.stop, 2, at=noon + timedelta(days=4))
    make_slots(other, live_cast.stop, 1, at=noon + timedelta(days=5))
    for n, slot in enumerate(slots, start=1):
        make_booking(slot, make_participation(live_cast.stop, n))
    page = signed_in(opened("fr", **DESK), live_cast, "RS1")
    page.goto("/desk/fes/coaching/")
    page.get_by_role("link", name="Déplacer une journée entière").click()
    page.get_by_label("Expert").select_option(str(ill.pk))
    page.locator("#id_first_on").fill(f"{slots[0].on}")
    page.get_by_role("button", name="Voir d’abord").click()
    page.get_by_text("en tête de la liste des demandes").wait_for()
    page.once("dialog", lambda question: question.accept())
    page.get_by_role("button", name="Déplacer 2 séances et prévenir").click()
    page.get_by_text("Autre créneau proposé").wait_for()
    states = sorted(Booking.objects.values_list("state", flat=True))
    assert (states, Request.objects.get().state) == (["cancelled", "offered"], "waiting")
