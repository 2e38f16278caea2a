"""At the door of a workshop: a phone without a network marks who came; it leaves later, once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.test_file_axe import signed_in
from tests.rows_workshops_hall import held
from tests.workshops.hall.test_attendance import address, known, seated
from tests.workshops.hall.test_certificates import code_of
from workshops.after.certificates import make_certificates, paper_of
from workshops.hall.arrivals import arrive
from workshops.models import Certificate, Mark
from workshops.seats.links import seat_url

if TYPE_CHECKING:
    from tests.browser.conftest import Open
    from tests.cast import Cast

NOTE = "[data-attendance-note]"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('attendance:')).length"


def test_somebody_is_marked_present_at_the_door_without_a_network(
    live_cast: Cast, opened: Open
) -> None:
    workshop = held(live_cast, live_cast.stop)
    seat, carded = seated(workshop, 1), seated(workshop, 2)
    phone = opened("ar")
    page = signed_in(phone, live_cast, "EX1")
    page.goto(address(workshop))
    expect(page.locator(NOTE)).to_be_visible()  # it opens without a network now
    phone.set_offline(True)
    page.goto(address(workshop))
    line = page.locator(f"#s{seat.pk}")
    line.get_by_role("button", name="حاضر").click()
    page.locator("#walk-in").fill("براهيم")
    page.locator("[data-attendance-walk-in] button").click()
    page.locator("#door-find").fill(f"https://labs.example.ma{seat_url(carded)}")  # a scanner types
    expect(page.locator(f"#s{carded.pk} [aria-pressed=true]")).to_have_count(1)
    expect(line.get_by_role("button", name="حاضر")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(NOTE)).to_contain_text("3")
    page.goto(address(workshop))  # opened again, it still knows
    expect(page.locator(f"#s{seat.pk} [aria-pressed=true]")).to_have_count(1)
    assert (known(workshop), page.evaluate(KEPT)) == ([], 1)

    phone.set_offline(False)
    page.reload()
    until(page, lambda: page.evaluate(KEPT) == 0)
    assert known(workshop) == [("present", "door")] * 3
    assert (Mark.objects.count(), page.evaluate(KEPT)) == (3, 0)


def test_whoever_signs_out_leaves_no_names_on_the_phone(live_cast: Cast, opened: Open) -> None:
    workshop = held(live_cast, live_cast.stop)
    seated(workshop, 1)
    phone = opened("fr")
    page = signed_in(phone, live_cast, "EX1")
    page.goto(address(workshop))
    expect(page.locator(NOTE)).to_be_visible()
    kept = """async () => [await caches.has("attendance"),
        Object.keys(localStorage).filter((key) => key.startsWith("attendance")).length]"""
    assert page.evaluate(kept) == [True, 1]
    page.goto("/account/logout/")
    page.locator("main form button[type=submit], #content form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "logout" not in url)
    assert page.evaluate(kept) == [False, 0]


def test_a_code_on_a_certificate_opens_the_page_that_proves_it(
    live_cast: Cast, opened: Open
) -> None:
    workshop = held(live_cast, live_cast.stop)
    seat = seated(workshop, 1)
    person = seat.participation.person
    person.name = "فاطمة الزهراء العلالي"
    person.save()
    arrive(seat)
    make_certificates(workshop, by=live_cast["RS1"])
    [read] = zxingcpp.read_barcodes(code_of(paper_of(list(Certificate.objects.all()))))
    page = opened("ar").new_page()
    page.goto(urlsplit(read.text).path)
    expect(page.locator("h1")).to_have_text("فاطمة الزهراء العلالي")
    expect(page.locator(".note")).to_contain_text("صحيحة")


def test_a_name_is_found_at_the_door_as_the_desk_would_find_it(
    live_cast: Cast, opened: Open
) -> None:
    workshop = held(live_cast, live_cast.stop)
    for number, name in enumerate(("فـــاطمة الزهرى", "أحمد الإدريسي", "Zoé N’Diaye"), start=1):
        person = seated(workshop, number).participation.person
        person.name = name
        person.save()
    page = signed_in(opened("ar"), live_cast, "EX1")
    page.goto(address(workshop))
    for typed in ("فاطمه الزهري", "احمد الادريسي", "zoe n'diaye"):
        page.locator("#door-find").fill(typed)
        expect(page.locator("[data-row]:visible")).to_have_count(1)
