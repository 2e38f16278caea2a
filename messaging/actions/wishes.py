"""What people ask of us about messages themselves: no more of them, or again some."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from messaging.actions.outbox import put
from messaging.addresses import one_form
from messaging.events import Event
from messaging.events.accounts import REFUSAL_CONFIRMED, WELCOME_BACK
from messaging.models import Message, Preference, Refusal
from messaging.words import render
from people.models import User
from people.names import fold

STOP_WORDS = frozenset(
    fold(word)
    for word in (
        *("stop", "stopp", "stopper", "stop sms", "stop whatsapp", "stop svp", "stop please", "stop all", "stopall"),
        *("arrêt", "arrête", "arrêter", "arrêtez", "arrêt sms", "désabonner", "se désabonner", "désabonnement"),
        *("désinscription", "désinscrire", "unsubscribe", "opt out", "optout"),
        *("توقف", "توقفوا", "توقيف", "قف", "قفوا", "أوقف", "أوقفوا", "إيقاف", "وقف", "كفى", "ستوب", "سطوب"),
        *("إلغاء الاشتراك", "إيقاف الرسائل", "أوقفوا الرسائل"),
        *("حبس", "حبسو", "حبسوا", "باراكا", "بركة", "7bes", "7abes", "hbes", "wqef", "w9ef", "baraka"),
    )
)
START_WORDS = frozenset(
    fold(word)
    for word in (
        *("start", "unstop", "resume", "subscribe", "reprendre", "reprise", "début", "démarrer", "commencer"),
        *("ابدأ", "إبدأ", "ابدؤوا", "ابدأوا", "بدء", "بداية", "استئناف", "ستارت", "سطارت", "bda", "bdaw", "bdaou"),
    )
)
ANSWERED = {Refusal.Way.SMS: Message.Channel.SMS, Refusal.Way.WHATSAPP: Message.Channel.WHATSAPP}
DECORATION = re.compile(r"[\W_]+")  # signs and pictures around a word


def is_stop_word(text: str) -> bool:
    """Whether somebody wrote that word and nothing else; a sentence in which it stands is a sentence to answer."""
    return _bare(text) in STOP_WORDS


def is_start_word(text: str) -> bool:
    """Whether somebody asked for messages again. “Yes” is no such word: it answers something else too often."""
    return _bare(text) in START_WORDS


def _bare(text: str) -> str:
    return DECORATION.sub(" ", fold(text[:60])).strip()


@transaction.atomic
def wish(person: User, *, language: str, **wishes: Any) -> None:
    """Keep how `person` wishes to be written to: in which language, and the fields of `Preference`."""
    User.objects.filter(pk=person.pk).update(language=language)
    Preference.objects.update_or_create(person=person, defaults=wishes)


@transaction.atomic
def refuse(address: str, *, way: str, by: User | None = None) -> bool:
    """Keep that `address` asked for no more messages, and confirm it once; whether it is new. `by` wrote it down."""
    try:
        with transaction.atomic():
            refusal = Refusal.objects.create(address=one_form(address), way=way, recorded_by=by)
    except IntegrityError:  # one is in force already
        return False
    _confirm(refusal, REFUSAL_CONFIRMED, way)
    return True


@transaction.atomic
def lift(address: str, *, way: str, by: User | None = None) -> bool:
    """Let messages leave for `address` again; whether they were refused. The refusal is kept, with who lifted it."""
    refusal = Refusal.objects.in_force().filter(address=one_form(address)).first()
    if refusal is None:
        return False
    lifted = Refusal.objects.in_force().filter(pk=refusal.pk)
    if not lifted.update(lifted_at=timezone.now(), lifted_way=way, lifted_by=by):
        return False
    _confirm(refusal, WELCOME_BACK, way)
    return True


def _confirm(refusal: Refusal, event: Event, way: str) -> None:
    """Answer whoever wrote from a telephone, on the same way, once; the others read it on the page before them."""
    channel = ANSWERED.get(Refusal.Way(way))
    if channel is None or not refusal.address.startswith("+"):
        return
    person = User.objects.filter(phone=refusal.address, is_active=True).order_by("pk").first()
    language = person.language if person else settings.LANGUAGE_CODE
    put(
        Message(
            key=f"{event.code}:{refusal.pk}",
            event=event.code,
            channel=channel,
            address=refusal.address,
            person=person,
            language=language,
            body=render(event.code, language=language, context={}, stop=None).short,
            urgent=event.urgent,
            needed=event.needed,
        )
    )
