"""What happens to a candidacy, asked for many times at once."""

from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.actions import begin, confirm_place, keep, submit, withdraw
from applications.models import Application
from core import lately
from core.sms_parts import sms_parts
from messaging.models import Message
from people.models import Participation, User
from tests.applications.walker import AGREED, PAGES, apply, fill_in
from tests.cast import Cast, gather
from tests.crew import together

ANSWERS = {
    "kind": "project", "name": "Amina", "phone": "+212699112233", "whatsapp": True,
    "language": "ar", "province": "MA-FES", "sector": "trade", "activity": "بيع", "stage": "idea",
    "needs": ["funding"], "connection": "weak", "video": False,
}  # fmt: skip
CONSENT = {"processing"}


def at_once(action: Callable[[int], object], times: int, threads: int = 16) -> list[object]:
    """Do it many times at once, each thread with a connection of its own, as a server keeps it."""
    numbers, told = iter(range(times)), dict[int, object]()

    def some() -> None:
        for number in numbers:
            try:
                told[number] = action(number)
            except ValidationError as refusal:
                told[number] = refusal.code

    together([some] * min(threads, times))
    return [told[number] for number in range(times)]


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_hundred_parallel_sendings_of_one_form_make_one_application_and_one_receipt() -> None:
    stop, key = gather().stop, uuid4()
    before = Application.objects.count()

    def send(_number: int) -> str | None:
        return submit(
            keep_unless_sent(begin(stop=stop, language="ar", key=key)), consents=CONSENT
        ).reference

    def keep_unless_sent(application: Application) -> Application:
        return application if application.is_sent else keep(application, answers=ANSWERS)

    assert set(at_once(send, 200)) == {"FM-0003"}
    assert Application.objects.count() - before == 1
    assert Message.objects.filter(key__startswith="receipt:").count() == 1
    assert User.objects.filter(name="Amina").count() == 1


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_twenty_applications_of_one_person_at_once_leave_one() -> None:
    stop = gather().stop
    drafts = [keep(begin(stop=stop, language="ar"), answers=ANSWERS) for _ in range(20)]
    outcomes = at_once(lambda number: submit(drafts[number], consents=CONSENT).state, 20)
    assert sorted(map(str, outcomes)) == ["submitted"] + ["twice"] * 19


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_forty_people_at_once_get_forty_numbers_without_a_gap() -> None:
    stop = gather().stop
    drafts = [
        keep(
            begin(stop=stop, language="ar"), answers=ANSWERS | {"phone": f"+2126991100{number:02}"}
        )
        for number in range(40)
    ]
    numbers = at_once(lambda number: submit(drafts[number], consents=CONSENT).reference, 40)
    assert sorted(map(str, numbers)) == [f"FM-{number:04}" for number in range(3, 43)]


def admit_or_withdraw(sent: Application, turn: int) -> object:
    return confirm_place(sent) if turn else withdraw(sent, by=None)


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_admitted_at_the_same_time_ends_in_one_of_both() -> None:
    stop = gather().stop
    for number in range(20):
        sent = submit(
            keep(
                begin(stop=stop, language="ar"),
                answers=ANSWERS | {"phone": f"+2126991100{number:02}"},
            ),
            consents=CONSENT,
        )
        at_once(partial(admit_or_withdraw, sent), 2, threads=2)
        sent.refresh_from_db()
        assert sent.state == "withdrawn"
        assert Participation.objects.filter(person=sent.applicant, stop=stop).count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server")
def test_a_double_tap_on_a_real_server_makes_one_application() -> None:
    gather()
    before = Application.objects.count()
    sheet = {code: answer for page in PAGES.values() for code, answer in page.items()}
    sheet |= AGREED | {"key": str(uuid4()), "page": [*PAGES]}
    answers = at_once(lambda _number: Client().post("/fes/apply/whole/", sheet).status_code, 40)
    assert set(answers) == {200}
    assert Application.objects.count() - before == 1
    assert Message.objects.filter(key__startswith="receipt:").count() == 1


def test_the_same_key_gives_the_same_application(cast: Cast) -> None:
    key = uuid4()
    assert (
        begin(stop=cast.stop, language="ar", key=key).pk
        == begin(stop=cast.stop, language="fr", key=key).pk
    )


@pytest.mark.parametrize(
    ("answers", "consents", "code"),
    [
        ({"name": None}, CONSENT, "incomplete"),
        ({"needs": None}, CONSENT, "incomplete"),
        ({}, {"reminders"}, "consent"),
        ({}, set(), "consent"),
    ],
)
def test_what_is_not_whole_or_not_agreed_to_is_not_sent(
    cast: Cast, answers: dict[str, object], consents: set[str], code: str
) -> None:
    draft = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS | answers)
    with pytest.raises(ValidationError) as refusal:
        submit(draft, consents=consents)
    assert refusal.value.code == code
    assert Message.objects.count() == 0


def test_a_refused_sending_uses_up_no_number(cast: Cast) -> None:
    submit(keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS), consents=CONSENT)
    again = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS)
    with pytest.raises(ValidationError):
        submit(again, consents=CONSENT)
    other = keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS | {"name": "Other"})
    assert submit(other, consents=CONSENT).reference == "FM-0004"


def test_staff_key_in_what_arrived_until_the_stop_runs(cast: Cast) -> None:
    cast.stop.state = "closed"
    cast.stop.save()
    kept = begin(
        stop=cast.stop, language="ar", channel=Application.Channel.WALK_IN, entered_by=cast["RS1"]
    )
    assert submit(keep(kept, answers=ANSWERS), consents=CONSENT).reference == "FM-0003"
    cast.stop.state = "running"
    with pytest.raises(ValidationError) as refusal:
        begin(stop=cast.stop, language="ar", channel=Application.Channel.WALK_IN)
    assert refusal.value.code == "closed"


def test_admitting_twice_gives_the_same_place(cast: Cast) -> None:
    sent = submit(keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS), consents=CONSENT)
    assert confirm_place(sent) == confirm_place(sent)
    sent.refresh_from_db()
    assert sent.state == "confirmed"


def test_an_arabic_receipt_fits_two_sms(cast: Cast) -> None:
    submit(keep(begin(stop=cast.stop, language="ar"), answers=ANSWERS), consents=CONSENT)
    assert sms_parts(Message.objects.get().body).count <= 2


def test_an_address_for_mail_gets_a_mail_too_in_the_language_that_was_chosen(cast: Cast) -> None:
    answers = ANSWERS | {"email": "amina@example.org", "language": "fr"}
    submit(keep(begin(stop=cast.stop, language="ar"), answers=answers), consents=CONSENT)
    mail = Message.objects.get(channel="email")
    assert (mail.address, mail.subject) == (
        "amina@example.org",
        "Nous avons reçu votre candidature",
    )


def statements(journey: CaptureQueriesContext) -> list[str]:
    """The SQL of the queries, without what brackets transactions and without who asks."""
    sqls = (query["sql"].rpartition("true); ")[2] for query in journey)
    return [sql for sql in sqls if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def test_the_statements_of_the_journey_are_counted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Within the ten seconds of what is remembered.
    monkeypatch.setattr(lately, "monotonic", lambda: 0.0)
    warming = cast.browser(language="ar")
    apply(warming, cast.stop, who={"name": "Warm"}, reach={"phone": "0699112200"})
    browser = cast.browser(language="ar")
    with CaptureQueriesContext(connection) as first_page:
        browser.get("/fes/apply/")
    with CaptureQueriesContext(connection) as journey:
        last = fill_in(browser, cast.stop)
    with CaptureQueriesContext(connection) as sending:
        browser.post(last, AGREED)
    assert [len(statements(part)) for part in (first_page, journey, sending)] == [0, 19, 15]
