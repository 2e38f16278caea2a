"""Who writes by WhatsApp: one row per person.

Meta may name them by a telephone, by its own ids, or by both.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from messaging.actions.preferences import follow
from messaging.models import Correspondent, Post, Thread


@transaction.atomic
def known(*, phone: str = "", user_id: str = "", parent_id: str = "") -> Correspondent:
    """Whoever goes by any of these names; made when new.

    Two rows that turn out to be one person become one.

    A telephone that comes with another id than before has changed hands. Raises `ValueError`
    without any name.
    """
    one, holder = _found(phone, user_id, parent_id)
    if holder is not None and user_id and holder.user_id:
        Correspondent.objects.filter(pk=holder.pk).update(phone=None)
        holder = None
    if one is not None and holder is not None:
        one.person_id = one.person_id or holder.person_id
        one.wrote_at = max(filter(None, [one.wrote_at, holder.wrote_at]), default=None)
        holder.delete()
    one = one or holder or _made(phone, user_id, parent_id)
    return _renamed(one, phone=phone, user_id=user_id, parent_id=parent_id)


def _found(
    phone: str, user_id: str, parent_id: str
) -> tuple[Correspondent | None, Correspondent | None]:
    """Lock the row with Meta's id, and another one with the telephone."""
    names = {
        name: word
        for name, word in (("user_id", user_id), ("phone", phone), ("parent_id", parent_id))
        if word
    }
    if not (phone or user_id):
        raise ValueError("nobody is named")
    either = reduce(or_, (Q(**{name: word}) for name, word in names.items()))
    rows = list(Correspondent.objects.select_for_update().filter(either).order_by("pk"))
    ids = {user_id, parent_id} - {""}
    one = next((row for row in rows if row.user_id == user_id), None) if user_id else None
    one = one or next((row for row in rows if ids & {row.user_id, row.parent_id}), None)
    return one, next((row for row in rows if row != one and phone and row.phone == phone), None)


def _made(phone: str, user_id: str, parent_id: str) -> Correspondent:
    """A new row, or the one that somebody else made at the same moment."""
    new = Correspondent(phone=phone or None, user_id=user_id or None, parent_id=parent_id)
    Correspondent.objects.bulk_create([new], ignore_conflicts=True)
    one, holder = _found(phone, user_id, parent_id)
    made = one or holder
    if made is None:
        raise LookupError("the new row is gone already")
    return made


def _renamed(one: Correspondent, *, phone: str, user_id: str, parent_id: str) -> Correspondent:
    first_phone = one.phone is None and bool(phone)
    one.phone, one.user_id = phone or one.phone, user_id or one.user_id
    one.parent_id = parent_id or one.parent_id
    one.save()
    if first_phone and one.user_id:
        _bring_over(one.user_id, phone)
    return one


def _bring_over(user_id: str, phone: str) -> None:
    """Move what was written and refused under Meta's id to the telephone."""
    follow(user_id, to=phone)
    Post.objects.filter(address=user_id).update(address=phone)
    unknown = Thread.objects.filter(person=None)
    if not unknown.filter(address=phone).exists():
        unknown.filter(address=user_id).update(address=phone)
