"""What people ask of us about messages themselves: no more of them, or again some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from messaging.actions.outbox import put
from messaging.channels.addresses import one_form
from messaging.channels.base import channels
from messaging.events import REFUSAL_CONFIRMED, WELCOME_BACK
from messaging.models import Correspondent, Message, OptOut, Preference
from messaging.occasions import Event
from messaging.words import render
from people.models import User
from people.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection

STOP_WORDS = frozenset(
    fold(word)
    for word in (
        *("stop", "stopp", "stopper", "stop sms", "stop whatsapp", "stop svp", "stop please"),
        *("stop all", "stopall", "arrêt", "arrête", "arrêter", "arrêtez", "arrêt sms"),
        *("désabonner", "se désabonner", "désabonnement", "désinscription", "désinscrire"),
        *("unsubscribe", "opt out", "optout"),
        *("توقف", "توقفوا", "توقيف", "قف", "قفوا", "أوقف", "أوقفوا", "إيقاف", "وقف", "كفى"),
        *("ستوب", "سطوب", "إلغاء الاشتراك", "إيقاف الرسائل", "أوقفوا الرسائل"),
        *("حبس", "حبسو", "حبسوا", "باراكا", "بركة"),
        *("7bes", "7abes", "hbes", "wqef", "w9ef", "baraka"),
    )
)
START_WORDS = frozenset(
    fold(word)
    for word in (
        *("start", "unstop", "resume", "subscribe", "reprendre", "reprise", "début", "démarrer"),
        *("commencer", "ابدأ", "إبدأ", "ابدؤوا", "ابدأوا", "بدء", "بداية", "استئناف"),
        *("ستارت", "سطارت", "bda", "bdaw", "bdaou"),
    )
)
DECORATION = re.compile(r"[\W_]+")  # signs and pictures around a word


def is_stop_word(text: str) -> bool:
    """Whether somebody wrote that word and nothing else; a sentence with it is to be answered.

    “Cancel” and “إلغاء” are no such words: they answer something else too often.
    """
    return _bare(text) in STOP_WORDS


def is_start_word(text: str) -> bool:
    """Whether somebody asked for messages again. “Yes” is none: it answers much else."""
    return _bare(text) in START_WORDS


def _bare(text: str) -> str:
    return DECORATION.sub(" ", fold(text[:60])).strip()


@transaction.atomic
def wish(person: User, *, language: str, **wishes: Any) -> None:
    """Keep how `person` wishes to be written to: the language, and fields of `Preference`."""
    User.objects.filter(pk=person.pk).update(language=language)
    Preference.objects.update_or_create(person=person, defaults=wishes)


@transaction.atomic
def refuse(address: str, *, way: str, by: User | None = None, also: Collection[str] = ()) -> bool:
    """Keep that `address` wants no more messages, and confirm it there once; whether it is new.

    It holds for `also`, the other addresses of the same person, too. `by` wrote it down.
    """
    main = one_form(address)
    new = [each for each in _each_form(main, also) if _recorded(each, way, by)]
    if main in new:
        _confirm(main, REFUSAL_CONFIRMED, way)
    return bool(new)


@transaction.atomic
def lift(address: str, *, way: str, by: User | None = None, also: Collection[str] = ()) -> bool:
    """Lift the refusals of `address` and `also`, which are kept; whether there were any."""
    main = one_form(address)
    refusals = OptOut.objects.in_force().filter(address__in=_each_form(main, also))
    locked = [each.pk for each in refusals.select_for_update().order_by("address")]
    if not locked:
        return False
    OptOut.objects.filter(pk__in=locked).update(
        lifted_at=timezone.now(), lifted_way=way, lifted_by=by
    )
    _confirm(main, WELCOME_BACK, way)
    return True


def follow(address: str, *, to: str) -> None:
    """Let `to`, another name of a person, refuse what `address` did; it was confirmed then."""
    for refusal in OptOut.objects.in_force().filter(address=one_form(address)):
        same = OptOut(
            address=one_form(to),
            way=refusal.way,
            since=refusal.since,
            recorded_by_id=refusal.recorded_by_id,
        )
        OptOut.objects.bulk_create([same], ignore_conflicts=True)


def _each_form(address: str, also: Collection[str]) -> list[str]:
    """All of them once, always in one order, so that two writers do not wait for each other."""
    return sorted({address, *(one_form(each) for each in also)} - {""})


def _recorded(address: str, way: str, by: User | None) -> bool:
    """Record a refusal; whether it is new."""
    mine = OptOut(address=address, way=way, recorded_by=by, since=timezone.now())
    OptOut.objects.bulk_create([mine], ignore_conflicts=True)  # one is in force already
    kept = OptOut.objects.in_force().filter(address=address, since=mine.since, recorded_by=by)
    return kept.exists()


def _confirm(address: str, event: Event, way: str) -> None:
    """Answer whoever wrote from a telephone, on the same way; others read it on their page.

    STOP once a day, START once a day: an SMS costs, and who writes them in turns knows the answer.
    """
    channel = channels().get(way)
    if channel is None or channel.hook is None or not channel.writes_to(address):
        return
    person = _person(address)
    language = person.language if person else settings.LANGUAGE_CODE
    digest = salted_hmac("messaging.wishes", address).hexdigest()[:20]
    put(
        Message(
            key=f"{event.code}:{timezone.localdate()}:{digest}",
            event=event.code,
            channel=channel.code,
            address=address,
            person=person,
            language=language,
            body=render(event.code, language=language, context={}, stop=None).short,
            urgent=event.urgent,
            needed=event.needed,
        )
    )


def _person(address: str) -> User | None:
    """Whose telephone it is; or whom staff found behind Meta's name of somebody."""
    people = User.objects.filter(is_active=True).order_by("pk")
    known = Correspondent.objects.filter(user_id=address)
    return (
        people.filter(phone=address).first() or people.filter(pk__in=known.values("person")).first()
    )
