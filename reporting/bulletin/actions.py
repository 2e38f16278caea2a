"""What a manager does with a bulletin: writes what follows, signs it off, takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Stop
from reporting.bulletin.making import counted_at, frozen, sheets_of
from reporting.models import Bulletin, WhatFollows

if TYPE_CHECKING:
    from people.models import User


@transaction.atomic
def write_what_follows(stop: Stop, *, arabic: str, french: str, seen: int, by: User) -> WhatFollows:
    """Keep the text in both languages.

    Raises ValidationError('changed') when a colleague has changed it since version `seen`.
    """
    row, _new = WhatFollows.objects.select_for_update().get_or_create(stop=stop)
    if row.version != seen and (row.arabic, row.french) != (arabic, french):
        told = {"arabic": row.arabic, "french": row.french}
        text = _(
            "A colleague has changed this text meanwhile. Theirs: “%(arabic)s” “%(french)s”. "
            "Yours is still below: keep it again to replace theirs."
        )
        raise ValidationError(text % told, code="changed")
    row.arabic, row.french, row.by = arabic, french, by
    row.version, row.changed_at = row.version + 1, timezone.now()
    row.save()
    return row


@transaction.atomic
def publish(stop: Stop, *, by: User) -> Bulletin:
    """Sign the bulletin off as it stands now: its words and numbers are kept, anybody may read it.

    The same numbers and words again are the version that stands. Raises ValidationError:
    'uncounted' before the public figures were counted for the first time, 'words' while nothing
    says what follows in both languages.
    """
    list(Stop.objects.select_for_update(no_key=True).filter(pk=stop.pk).values_list("pk"))
    at = counted_at(stop)
    if at is None:
        text = _("There are no public figures yet: they appear once enough people have applied.")
        raise ValidationError(text, code="uncounted")
    follows = WhatFollows.objects.filter(stop=stop).exclude(arabic="").exclude(french="").first()
    if follows is None:
        raise ValidationError(_("Say first what follows, in both languages."), code="words")
    sheets = frozen(sheets_of(stop, at))
    standing = Bulletin.objects.standing().filter(stop=stop).first()
    if standing and standing.sheets == sheets:
        return standing
    last = Bulletin.objects.filter(stop=stop).order_by("-version").first()
    version = last.version + 1 if last else 1
    return Bulletin.objects.create(stop=stop, version=version, sheets=sheets, counted_at=at, by=by)


@transaction.atomic
def withdraw(bulletin: Bulletin) -> None:
    """Take a version back: the one before it is read again, or none."""
    Bulletin.objects.filter(pk=bulletin.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


@transaction.atomic
def put_back(bulletin: Bulletin) -> None:
    """Let a version that was taken back be read again."""
    Bulletin.objects.filter(pk=bulletin.pk).update(withdrawn_at=None)
