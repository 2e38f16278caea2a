"""An answer leaves by the way of the last word, as long as that way is open."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36
from pytest_django.fixtures import Settings

from core.files import SafeFile
from messaging.actions.answers import answer, route_to
from messaging.actions.conversations import say
from messaging.links import FILE
from messaging.masking import for_staff
from messaging.models import Message, Post, Preference
from people.models import User
from tests.cast import Cast, phone_of
from tests.messaging.talking import UNKNOWN, by_whatsapp, heard, known


@pytest.fixture
def meta(settings: Settings) -> None:
    """WhatsApp's API and an SMS gateway are configured."""
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBER_ID = "token", "1"
    settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"


def answered(cast: Cast, post: Post, text: str = "نعم، وصل ملفكم", **changes: object) -> Message:
    values: dict[str, object] = {"text": text, "by": cast["RS1"], "key": "1"}
    return answer(post.thread, **(values | changes))  # type: ignore[arg-type]


def refused(cast: Cast, post: Post, text: str = "نعم", **changes: object) -> str:
    with pytest.raises(ValidationError) as refusal:
        answered(cast, post, text, **changes)
    return str(refusal.value.code)


@pytest.mark.usefixtures("meta")
def test_by_whatsapp_within_a_day_in_free_words_and_of_no_use_afterwards(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    message = answered(cast, post)
    assert (message.channel, message.address, message.body) == (
        "whatsapp",
        phone_of("AP1"),
        "نعم، وصل ملفكم",
    )
    assert (message.person, message.stop, message.thread) == (cast["AP1"], cast.stop, post.thread)
    assert (message.author, message.needed, message.urgent) == (cast["RS1"], True, True)
    assert message.expires_at == post.written_at + timedelta(hours=23, minutes=55)


@pytest.mark.usefixtures("meta")
@pytest.mark.parametrize(("hours", "urgent"), [(23, True), (12, False)])
def test_an_answer_whose_window_shuts_before_the_morning_leaves_at_night(
    cast: Cast,
    hours: int,
    urgent: bool,  # noqa: FBT001  what is expected
) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 5, tzinfo=UTC), tick=False):
        known(cast)
        post = by_whatsapp(cast, at=timezone.now() - timedelta(hours=hours))
        assert answered(cast, post).urgent == urgent


@pytest.mark.usefixtures("meta")
def test_after_a_day_only_a_prepared_message_leaves(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast, at=timezone.now() - timedelta(hours=25))
    assert refused(cast, post) == "window"
    message = answered(cast, post, "", template="answer_waiting")
    assert (message.channel, message.event, message.expires_at, message.urgent) == (
        "whatsapp",
        "answer_waiting",
        None,
        False,
    )
    assert refused(cast, post, template="receipt", key="2") == "window"


def test_without_the_api_the_answer_waits_for_a_hand(cast: Cast) -> None:
    known(cast)
    message = answered(cast, by_whatsapp(cast))
    assert (message.channel, message.address) == ("by_hand", phone_of("AP1"))


@pytest.mark.usefixtures("meta")
@pytest.mark.parametrize(
    ("channel", "address"), [("sms", UNKNOWN), ("email", "sister@example.org")]
)
def test_it_goes_where_the_last_word_came_from(cast: Cast, channel: str, address: str) -> None:
    known(cast)
    thread = by_whatsapp(cast).thread
    post = heard(address, channel=channel)
    Post.objects.filter(pk=post.pk).update(thread=thread)
    post.refresh_from_db()
    message = answered(cast, post)
    assert (message.channel, message.address, message.expires_at) == (channel, address, None)


def test_an_e_mail_has_the_center_as_its_subject(cast: Cast) -> None:
    known(cast)
    message = answered(cast, heard("zzc-ap1@example.org", channel="email"), "{stop} {% x %}")
    assert (message.subject, message.body) == (cast.stop.center.name_ar, "{stop} {% x %}")


@pytest.mark.usefixtures("meta")
@pytest.mark.parametrize(
    ("wish", "phone", "channel"),
    [
        ("", "+212699000777", "sms"),
        ("email", "+212699000777", "email"),
        ("whatsapp", "+212699000777", "sms"),
        ("", None, "email"),
    ],
)
def test_who_writes_on_our_pages_is_answered_as_they_wish(
    cast: Cast, wish: str, phone: str | None, channel: str
) -> None:
    User.objects.filter(pk=cast["AP1"].pk).update(phone=phone)
    Preference.objects.create(person=cast["AP1"], channel=wish)
    post = say(person=cast["AP1"], stop=cast.stop, text="سؤال", key="1")
    assert post is not None
    assert answered(cast, post).channel == channel


def test_somebody_without_any_address_cannot_be_answered(cast: Cast) -> None:
    post = say(person=cast["AP1"], stop=cast.stop, text="سؤال", key="1")
    assert post is not None
    User.objects.filter(pk=cast["AP1"].pk).update(phone=None)
    assert route_to(post.thread) is not None
    User.objects.filter(pk=cast["AP1"].pk).update(phone="+212699000777", email=None)
    assert answered(cast, post).channel == "by_hand"


def test_a_hand_does_not_write_to_nobody_knows_whom(cast: Cast) -> None:
    assert refused(cast, heard(UNKNOWN)) == "unknown"


def test_the_same_form_answers_once(cast: Cast) -> None:
    known(cast)
    post = by_whatsapp(cast)
    assert answered(cast, post) == answered(cast, post, "ثانية")
    assert Message.objects.filter(event="answer").count() == 1


def test_nothing_is_no_answer(cast: Cast) -> None:
    known(cast)
    assert refused(cast, by_whatsapp(cast), "") == "empty"


def picture() -> SafeFile:
    return SafeFile(ContentFile(b"JPEG", "a.jpg"), "a.jpg", "image/jpeg")


def got(cast: Cast, path: str) -> tuple[int, bytes]:
    """What somebody who is not signed in gets there."""
    answer = cast.browser().get(path)
    content = answer.getvalue()
    return answer.status_code, content if answer.status_code == 200 else b""


@pytest.mark.usefixtures("meta")
def test_a_file_goes_itself_where_its_channel_carries_it(cast: Cast) -> None:
    known(cast)
    message = answered(cast, by_whatsapp(cast), "", file=picture())
    with message.file.open() as kept:
        assert (kept.read(), message.body) == (b"JPEG", "")


@pytest.mark.parametrize("text", ["وصلكم", ""])
def test_else_a_link_to_it_stands_below_the_words_that_opens_it_without_signing_in(
    cast: Cast, text: str
) -> None:
    known(cast)
    message = answered(cast, by_whatsapp(cast), text, file=picture())
    message.refresh_from_db()
    words, line = message.body.rpartition("\n")[::2]
    link = line.split()[-1]
    opened = got(cast, link.removeprefix(settings_url()) + "/")
    assert (words, message.channel, opened) == (text, "by_hand", (200, b"JPEG"))
    assert for_staff(message.body).split()[-1].startswith(f"{settings_url()}/messages/file/…")


def test_the_link_to_a_file_ends_after_sixty_days_and_opens_no_other(cast: Cast) -> None:
    known(cast)
    message = answered(cast, by_whatsapp(cast), file=picture())
    path = reverse("messaging:file_by_link", args=[FILE.make(message.pk)])
    other = path.replace(f"/{int_to_base36(message.pk)}-", f"/{int_to_base36(message.pk + 1)}-")
    statuses = [got(cast, each)[0] for each in (path, other)]
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        statuses.append(got(cast, path)[0])
    assert statuses == [200, 404, 404]


def settings_url() -> str:
    return str(django_settings.SITE_URL)


def test_whoever_wrote_hours_ago_is_left_in_peace_at_night(cast: Cast) -> None:
    known(cast)
    assert answered(cast, by_whatsapp(cast, at=timezone.now() - timedelta(hours=3))).urgent is False
