"""A test of a message to a group: one letter, to whoever writes it, counted nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from applications.mails import form_link
from core.counts import count
from desk.broadcasts.texts import filled, written
from messaging.actions.letters import Letter, Reader, write
from messaging.channels.base import best_first
from messaging.occasions import REFERENCE

if TYPE_CHECKING:
    from uuid import UUID

    from messaging.models import Broadcast, Message
    from people.models import User
    from programs.models import Stop

TRIAL = "group_trial"
MOST, HOUR = 10, 3600.0  # tests in an hour


def send_trial(broadcast: Broadcast, *, stop: Stop, by: User, key: UUID) -> list[Message]:
    """Write the text to `by` alone, marked as a test; the same `key`, the form's, does it once.

    By e-mail and by telephone, to what they have proved. Raises ValidationError: `empty` without a
    text, `address` when they have proved none that is written to without a hand, `hurry`.
    """
    texts = written(broadcast)
    if not texts:
        raise ValidationError(_("Please write the text first."), code="empty")
    language = by.language if by.language in texts else next(iter(texts))
    reader = proved(by, language)
    if not (reader.phone or reader.email):
        raise ValidationError(
            _("A test goes to your own telephone or e-mail only, and you have proved neither yet."),
            code="address",
        )
    if count(f"group-trial:{by.pk}", seconds=HOUR).times > MOST:
        raise ValidationError(
            _("You have sent yourself many tests. Please wait a while."), code="hurry"
        )
    return write(
        Letter(
            key=f"{TRIAL}:{broadcast.pk}:{by.pk}:{key}",
            event=TRIAL,
            reader=reader,
            context=_words(texts[language], stop, by, language),
            stop=stop,
            author=by,
            everywhere=True,
        )
    )


def proved(person: User, language: str) -> Reader:
    """`person` at the addresses that they have proved and that a machine writes to."""
    machines = [each for each in best_first() if not each.by_hand and each.configured()]
    proofs = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
    phone = person.phone_verified and any(each.kind.column == "phone" for each in machines)
    return Reader(
        person,
        (person.phone or "") if phone else "",
        (person.email or "") if person.email and proofs.exists() else "",
        language,
    )


def _words(text: tuple[str, str], stop: Stop, by: User, language: str) -> dict[str, str]:
    """Title and text as somebody of the group would read them, with nobody's name but one's own."""
    with translation.override(language):
        stands_for = {
            "name": by.name,
            "reference": REFERENCE.sample,
            "stop": stop.name,
            "link": form_link(stop),
        }
        title, body = (filled(words, stands_for) for words in text)
        return {
            "title": _("[Test] %(title)s") % {"title": title},
            "words": _("[Test] %(text)s") % {"text": body},
        }
