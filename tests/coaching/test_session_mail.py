"""A session logged by forwarding an e-mail to the address of that session."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from coaching.models import Report
from coaching.session.history import versions
from coaching.session.mail import mail_address
from messaging.actions.inbound import keep_mail
from messaging.clock.inbound import read_inbound
from messaging.http.inbound_mail import is_for_us
from messaging.models import Inbound, Post
from tests.coaching.held import make_session, of_ex1
from tests.pages import content_of

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

    from coaching.models import Booking
    from tests.cast import Cast

OURS = "nadia@example.ma"


@pytest.fixture(autouse=True)
def reads_mail(settings: Settings) -> None:
    settings.REPLY_ADDRESS = "labs+{token}@example.ma"


def session(cast: Cast, ago: timedelta = timedelta(hours=1)) -> Booking:
    """A session of EX1, whose e-mail is known."""
    expert = of_ex1(cast)
    expert.email = OURS
    expert.save()
    return make_session(expert, cast.stop, ago=ago)


def forward(to: str, text: str = "We agreed on a price.", sender: str = OURS) -> Inbound:
    """A mail that reaches us and is read."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"Nadia <{sender}>", to, "Fwd: Prices"
    letter["Message-ID"] = f"<{len(text)}@phone>"
    letter.set_content(text)
    keep_mail(letter.as_bytes(), recipient=to)
    read_inbound()
    return Inbound.objects.latest("pk")


def test_a_forwarded_mail_becomes_the_report_of_its_session(cast: Cast) -> None:
    booking = session(cast)
    kept = forward(mail_address(booking).upper())
    report = Report.objects.get()
    assert (report.source, report.outcome, report.topics) == ("mail", "held", "Prices")
    assert (report.result, report.minutes) == ("We agreed on a price.", 25)
    booking.refresh_from_db()
    assert (booking.state, kept.stop, kept.failure) == ("held", cast.stop, "")
    assert Post.objects.count() == 0


def test_a_second_mail_adds_its_words_and_the_same_one_adds_nothing(cast: Cast) -> None:
    booking = session(cast)
    for text in ("One.", "Second.", "Second."):
        forward(mail_address(booking), text)
    assert (Report.objects.get().result, len(versions(booking))) == ("One.\n\nSecond.", 2)


def test_words_that_stand_within_other_words_are_added_too(cast: Cast) -> None:
    booking = session(cast)
    for text in ("No price yet.", "price"):
        forward(mail_address(booking), text)
    assert Report.objects.get().result == "No price yet.\n\nprice"


def test_a_mail_longer_than_a_report_is_kept_whole_for_the_team(cast: Cast) -> None:
    booking = session(cast)
    kept = forward(mail_address(booking), "word " * 700)
    refusal = "This is longer than the report of a session."
    assert (kept.failure, Report.objects.count()) == (refusal, 0)
    forward(mail_address(booking), "word " * 500)
    kept = forward(mail_address(booking), "more " * 150)
    assert (kept.failure, "more" in Report.objects.get().result) == (refusal, False)


def test_a_mail_of_somebody_else_is_kept_for_the_team_and_writes_nothing(cast: Cast) -> None:
    booking = session(cast)
    kept = forward(mail_address(booking), sender="stranger@example.org")
    assert (kept.failure, Report.objects.count()) == (
        "Only the expert of a session writes its report.",
        0,
    )


def test_a_mail_before_the_session_writes_nothing(cast: Cast) -> None:
    kept = forward(mail_address(session(cast, timedelta(hours=-1))))
    assert (kept.failure, Report.objects.count()) == ("This session has not begun yet.", 0)


def test_an_address_that_we_never_gave_files_nothing(cast: Cast) -> None:
    to = mail_address(session(cast)).replace("@", "x@")
    assert is_for_us(b"", recipient=to)
    kept = forward(to)
    assert (kept.failure != "", Report.objects.count()) == (True, 0)


def test_the_form_of_a_report_names_the_address_where_mail_is_read(
    cast: Cast, settings: Settings
) -> None:
    booking = session(cast)
    page = f"/expert/sessions/{booking.pk}/report/"
    assert mail_address(booking) in content_of(cast.client("EX1").get(page))
    settings.REPLY_ADDRESS = ""
    assert "mailto:" not in content_of(cast.client("EX1").get(page))
