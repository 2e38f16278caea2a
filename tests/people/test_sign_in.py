"""How people come in: a code by phone or e-mail; strangers do not learn who has an account."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.models import Count
from messaging.models import Message
from people.models import User
from tests.cast import Cast, phone_of

LOGIN = "/account/login/"
CONFIRM = "/account/login/code/confirm/"


def ask(browser: Client, login: str) -> str:
    """Ask for a code; the address to which the page went on."""
    answer = browser.post(LOGIN, {"login": login})
    return answer.headers.get("Location", str(answer.status_code))


def last_code() -> str:
    """The code in the newest message."""
    match = re.search(r"\d{6}", Message.objects.latest("pk").body)
    assert match
    return match[0]


def enter(browser: Client, login: str) -> str:
    """Sign in with the right code; the address to which the person is sent."""
    ask(browser, login)
    return browser.post(CONFIRM, {"code": last_code()}).headers["Location"]


def who_is(browser: Client) -> str:
    """The number of the account that is signed in."""
    return str(browser.session.get("_auth_user_id", ""))


@pytest.fixture
def browser(cast: Cast) -> Client:  # noqa: ARG001  the people must be there
    return Client(headers={"accept-language": "fr"})


@pytest.mark.parametrize(
    "written",
    [
        "0699000001",
        "06 99 00 00 01",
        "٠٦٩٩٠٠٠٠٠١",
        "+212 (0)6 99 00 00 01",
        "00212699000001",
        "\u200f06-99-00-00-01",
    ],
)
def test_a_phone_in_any_moroccan_spelling_lets_its_owner_in(
    cast: Cast, browser: Client, written: str
) -> None:
    assert enter(browser, written) == "/my/"
    assert who_is(browser) == str(cast["AP1"].pk)


def test_the_code_goes_by_sms_in_the_persons_language(cast: Cast, browser: Client) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(language="fr")
    ask(browser, phone_of("AP1"))
    sms = Message.objects.get()
    assert (sms.channel, sms.address, sms.language, sms.secret) == (
        "sms",
        "+212699000001",
        "fr",
        True,
    )
    assert sms.person == cast["AP1"]


def test_an_e_mail_lets_its_owner_in(cast: Cast, browser: Client) -> None:
    assert enter(browser, "ZZC-AP1@example.org") == "/my/"
    assert who_is(browser) == str(cast["AP1"].pk)
    assert Message.objects.get().channel == "email"


@pytest.mark.parametrize(
    ("digits", "before", "after"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "", ""),
        ("۰۱۲۳۴۵۶۷۸۹", "\u202b", "\u202c"),
        ("0123456789", "\ufeff", "\u200b"),
    ],
)
def test_an_address_and_a_code_are_read_as_they_were_meant(
    cast: Cast, browser: Client, digits: str, before: str, after: str
) -> None:
    assert ask(browser, f"{before}zzc-ap1@exam\u00adple.org\u202c") == CONFIRM
    code = last_code().translate(str.maketrans("0123456789", digits))
    answer = browser.post(CONFIRM, {"code": f"{before}{code[:3]}\u200d{code[3:]}{after}"})
    assert (answer.headers["Location"], who_is(browser)) == ("/my/", str(cast["AP1"].pk))


def test_a_new_telephone_and_a_new_e_mail_are_kept_without_unseen_marks(cast: Cast) -> None:
    browser = cast.browser("AP1")
    for page, proof, typed in (
        ("phone/change/", "phone/verify/", {"phone": "\u202b٠٦٦١٠٠٠٨٠١\u202c"}),
        (
            "email/",
            "confirm-email/",
            {"email": "zzc-new@\u200bexample.org\u202c", "action_add": ""},
        ),
    ):
        browser.post(f"/account/{page}", typed)
        code = last_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        browser.post(f"/account/{proof}", {"code": f"{code}\u200f"})
    person = User.objects.get(pk=cast["AP1"].pk)
    assert (person.phone, person.email) == ("+212661000801", "zzc-new@example.org")


def test_a_wrong_code_lets_nobody_in(browser: Client) -> None:
    ask(browser, phone_of("AP1"))
    wrong = "000000" if last_code() != "000000" else "111111"
    assert browser.post(CONFIRM, {"code": wrong}).status_code == 200
    assert who_is(browser) == ""


def test_after_three_wrong_codes_even_the_right_one_is_refused(browser: Client) -> None:
    ask(browser, phone_of("AP1"))
    code = last_code()
    for _attempt in range(3):
        browser.post(CONFIRM, {"code": "000000" if code != "000000" else "111111"})
    browser.post(CONFIRM, {"code": code})
    assert who_is(browser) == ""


def test_guesses_at_once_are_counted_together(browser: Client) -> None:
    ask(browser, phone_of("AP1"))
    code = last_code()
    wrong = "000000" if code != "000000" else "111111"
    before = dict(browser.session)
    answers = []
    for action in [{}, {"action": "resend"}, {"action": "x"}, {}] * 3:
        session = browser.session
        session.update(before)  # as each of them reads it when all come at the same time
        session.save()
        answers.append(browser.post(CONFIRM, {"code": wrong, **action}).status_code)
    assert (answers[:10].count(429), answers[10:]) == (0, [429, 429])
    assert browser.post(CONFIRM, {"code": code}).status_code == 429
    assert enter(Client(), phone_of("AP2")) == "/my/"


def test_guesses_of_somebody_who_changes_their_number_are_counted_too(cast: Cast) -> None:
    browser = cast.browser("AP1")
    answers = []
    for number in range(11):
        browser.post("/account/phone/change/", {"phone": f"06990008{number:02}"})
        answers.append(browser.post("/account/phone/verify/", {"code": "x"}).status_code)
    assert (answers.count(429), answers[-1]) == (1, 429)


def test_a_code_expires(browser: Client) -> None:
    ask(browser, phone_of("AP1"))
    code = last_code()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        browser.post(CONFIRM, {"code": code})
    assert who_is(browser) == ""


@pytest.mark.parametrize("unknown", ["0611111111", "nobody@example.org"])
def test_an_unknown_address_sees_the_same_page_and_gets_no_message(
    browser: Client, unknown: str
) -> None:
    known = "0699000001" if unknown[0] == "0" else "zzc-ap1@example.org"
    assert ask(Client(), known) == ask(browser, unknown) == CONFIRM
    assert browser.get(CONFIRM).status_code == 200
    assert Message.objects.count() == 1


def test_what_is_no_address_is_refused_with_a_sentence(browser: Client) -> None:
    page = browser.post(LOGIN + "?lang=en", {"login": "fatima"})
    assert page.context["form"].errors["login"] == [
        "Please write your phone number, such as 06 12 34 56 78, or your e-mail address.",
    ]


def test_a_room_of_eight_signs_in_from_one_address_within_a_minute(db: None) -> None:  # noqa: ARG001
    for number in range(8):
        User.objects.create_user(name=f"Guest {number}", phone=f"+21269900100{number}")
    assert [enter(Client(), f"069900100{number}") for number in range(8)] == ["/my/"] * 8


def test_too_many_requests_from_one_address_get_a_page_not_a_failure(browser: Client) -> None:
    browser.post(LOGIN, {"login": "x"})
    Count.objects.update(times=119)
    answers = [browser.post(LOGIN, {"login": "x"}).status_code for _attempt in range(2)]
    assert answers == [200, 429]


def test_a_deactivated_person_gets_no_code_and_an_open_session_ends(cast: Cast) -> None:
    browser = cast.browser("AP1")
    User.objects.filter(pk=cast["AP1"].pk).update(is_active=False)
    assert browser.get("/account/me/").headers["Location"] == "/account/login/?next=/account/me/"
    ask(Client(), phone_of("AP1"))
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "closed", ["signup/", "password/reset/", "password/set/", "password/change/"]
)
def test_there_is_no_sign_up_and_no_password_page(browser: Client, closed: str) -> None:
    assert browser.get(f"/account/{closed}").status_code == 404
