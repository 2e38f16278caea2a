"""Nobody learns who has an account: for an address that is nobody's the same work is done."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from messaging.models import Message
from people.models import User
from tests.cast import Cast, phone_of
from tests.people.test_sign_in import CONFIRM, LOGIN, ask, who_is

PHONES = [phone_of("AP1"), phone_of("AP2"), phone_of("RS1"), "0611111111"]
MAILS = ["zzc-ap1@example.org", "zzc-ap2@example.org", "zzc-rs1@example.org", "nobody@example.org"]
WRONG = {"code": "000000"}
AGAIN = {"action": "resend"}
STEPS: list[tuple[str, dict[str, str] | None]] = [  # after the asking; None: the page is read
    ("the page", None),
    ("a wrong code", WRONG),
    ("the code again", AGAIN),
    ("the page again", None),
    ("another wrong code", WRONG),
    ("the last wrong code", WRONG),
    ("the way back", None),
]
Work = list[tuple[str, int, list[str], list[str]]]


@pytest.fixture(autouse=True)
def people(cast: Cast) -> None:
    """AP1 has signed in by e-mail before, AP2 never has; their codes are never 000000."""
    mail = cast["AP1"].email
    EmailAddress.objects.get_or_create(user=cast["AP1"], email=mail, defaults={"verified": True})


def verb_of(statement: str) -> str:
    """What a statement does to which table, without who asks."""
    sql = statement.rpartition("true); ")[2].strip()
    found = re.match(r'(SELECT|INSERT INTO|UPDATE|DELETE FROM|\w+)(?:.*?FROM)? ?"?(\w*)', sql)
    assert found
    return " ".join(found.groups()) if found[1] not in {"SAVEPOINT", "RELEASE"} else found[1]


@pytest.fixture
def work(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> object:
    """How somebody's way through the sign-in looks to whoever watches the server."""

    def watched(login: str) -> Work:
        browser, seen = Client(raise_request_exception=False), []
        for name, form in [("the asking", {"login": login}), *STEPS]:
            connection.run_on_commit = []  # what the step before left, as nothing is committed here
            page = LOGIN if name == "the asking" else CONFIRM
            with (
                CaptureQueriesContext(connection) as statements,
                django_capture_on_commit_callbacks() as afterwards,
            ):
                answer = browser.get(page) if form is None else browser.post(page, form)
            verbs = [verb_of(each["sql"]) for each in statements]
            wakes = [f"{each.__module__}.{each.__name__}" for each in afterwards]
            seen.append((name, answer.status_code, verbs, wakes))
        return seen

    return watched


@pytest.mark.parametrize("logins", [PHONES, MAILS], ids=["telephones", "e-mails"])
def test_statements_and_tasks_are_the_same_for_known_and_unknown(
    logins: list[str],
    work: object,
) -> None:
    assert callable(work)
    seen = [work(login) for login in logins]
    assert [step[:2] for step in seen[0]] == [
        ("the asking", 302),
        ("the page", 200),
        ("a wrong code", 200),
        ("the code again", 302),
        ("the page again", 200),
        ("another wrong code", 200),
        ("the last wrong code", 302),
        ("the way back", 302),
    ]
    assert [step[3] for step in seen[0]][:4] == [
        ["messaging.tasks.delivery.wake"],
        [],
        [],
        ["messaging.tasks.delivery.wake"],
    ]
    assert seen[1:] == seen[:1] * 3


def test_what_was_written_for_nobody_is_gone_before_anybody_sees_it(cast: Cast) -> None:  # noqa: ARG001
    for unknown in ("0611111111", "nobody@example.org"):
        browser = Client()
        ask(browser, unknown)
        browser.post(CONFIRM, AGAIN)
    assert (Message.objects.count(), User.objects.filter(pk=0).count()) == (0, 0)


def test_no_code_lets_nobody_in() -> None:
    browser = Client()
    ask(browser, "0611111111")
    kept = browser.session["account_login"]
    code = kept["state"]["stages"]["login_by_code"]["data"]["code"]
    assert code == "------"
    for typed in (code, "", "-", "000000"):
        ask(browser, "0611111111")
        assert browser.post(CONFIRM, {"code": typed}).status_code in {200, 302}
    assert who_is(browser) == ""


def test_pages_of_known_and_unknown_say_the_same() -> None:
    pages = []
    for login in ("zzc-ap1@example.org", "nobody@example.org"):
        browser = Client()
        pages.append(browser.post(f"{LOGIN}?lang=en", {"login": login}, follow=True))
    texts = [re.sub(r"\S+@example.org|(value|nonce)=\S+", "", p.text) for p in pages]
    assert texts[0] == texts[1]
