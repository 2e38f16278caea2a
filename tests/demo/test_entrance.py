"""The demonstration: enter as somebody without codes, and read every message that was written."""

from collections.abc import Iterator
from runpy import run_path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from people.models import Membership, Participation
from tests.cast import Cast
from tests.writing import write


@pytest.fixture
def demo() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.demo.urls", DEMO=True):
        cache.clear()
        yield


def entered(code: str) -> tuple[str, str]:
    """Who is signed in after entering by a door, and the page to begin with."""
    browser = Client()
    answer = browser.post(f"/demo/enter/{code}/")
    return str(browser.session.get("_auth_user_id")), answer.headers["Location"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("door", "code", "page"),
    [
        ("applicant", "AP1", "/my/"),
        ("reviewer", "RV", "/admin/"),
        ("manager", "RS1", "/admin/"),
        ("next", "RS2", "/admin/"),
        ("expert", "EX1", "/my/"),
        ("national", "NS", "/admin/"),
        ("partner", "PI", "/my/"),
    ],
)
def test_each_door_lets_in_without_a_code(cast: Cast, door: str, code: str, page: str) -> None:
    assert entered(door) == (str(cast[code].pk), page)


@pytest.mark.usefixtures("demo")
def test_a_participant_enters(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP2"])
    assert entered("participant") == (str(cast["AP2"].pk), "/my/")


@pytest.mark.usefixtures("demo")
def test_staff_who_entered_work_at_the_desk(cast: Cast) -> None:  # noqa: ARG001
    browser = Client()
    browser.post("/demo/enter/manager/")
    assert browser.get("/desk/").status_code == 200


@pytest.mark.usefixtures("demo")
def test_without_the_demo_stop_a_sentence_says_so(cast: Cast) -> None:  # noqa: ARG001
    Membership.objects.all().delete()
    page = Client().post("/demo/enter/expert/?lang=en", follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "The demonstration is not loaded yet: run “python manage.py demo”.",
    ]


@pytest.mark.usefixtures("demo", "cast")
def test_a_door_that_does_not_exist_is_not_there() -> None:
    assert Client().post("/demo/enter/superuser/").status_code == 404
    assert Client().get("/demo/enter/manager/").status_code == 405


@pytest.mark.usefixtures("demo", "cast")
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_pages_are_there_in_three_languages(language: str) -> None:
    write(key="a", channel="sms", address="+212699000001", language="ar", body="رمز")
    for address in ("/demo/", "/demo/mailbox/"):
        page = Client().get(address, {"lang": language})
        assert (page.status_code, page.content.decode().count(f'<html lang="{language}"')) == (
            200,
            1,
        )


@pytest.mark.usefixtures("demo", "db")
def test_the_mailbox_shows_every_message_newest_first_and_costs_the_same_for_more() -> None:
    costs = []
    for number in range(35):
        write(
            key=str(number),
            channel="email",
            address="a@example.org",
            language="fr",
            body=str(number),
        )
        with CaptureQueriesContext(connection) as queries:
            page = Client().get("/demo/mailbox/")
        costs.append(len(queries))
    assert [letter.body for letter in page.context["letters"]] == [
        str(number) for number in range(34, 4, -1)
    ]
    rest = Client().get("/demo/mailbox/" + page.context["next_url"])
    assert [letter.body for letter in rest.context["letters"]] == ["4", "3", "2", "1", "0"]
    assert costs[0] == costs[2]


@pytest.mark.usefixtures("demo", "db")
@pytest.mark.parametrize("nonsense", ["x", "-1", "\x00", "9" * 40])
def test_nonsense_shows_the_newest(nonsense: str) -> None:
    assert Client().get("/demo/mailbox/", {"before": nonsense}).status_code == 200


def test_without_a_demonstration_the_addresses_do_not_exist(settings: Settings) -> None:
    settings.DEMO = False
    addresses = [
        str(entry.pattern)
        for entry in run_path(str(settings.BASE_DIR / "microlabs" / "urls.py"))["urlpatterns"]
    ]
    assert [address for address in addresses if address.startswith("demo")] == []
