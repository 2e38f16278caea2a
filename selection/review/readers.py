"""Who may read the files of a stop, who reads them unless others are named, and who is off one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.models import User
from people.roles import CENTER_ROLES, Role
from selection.models import Recusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from applications.models import Application
    from programs.models import Stop


def reviewers_of(stop: Stop, *roles: str) -> QuerySet[User]:
    """Who may read the files of a stop: who works in its center (in one of `roles`), by name."""
    works = User.objects.filter(
        is_active=True,
        memberships__role__in=roles or CENTER_ROLES,
        memberships__center=stop.center_id,
    )
    return works.distinct().order_by("name", "pk")


def readers(stop: Stop) -> list[User]:
    """Who reads unless others are named: the reviewers, or the managers where there is none."""
    return list(reviewers_of(stop, Role.REVIEWER)) or list(reviewers_of(stop, Role.MANAGER))


def refuse_strangers(stop: Stop, person: User) -> None:
    """Raise ValidationError('stranger') for who does not work in the center of a stop."""
    if not reviewers_of(stop).filter(pk=person.pk).exists():
        raise ValidationError(
            _("This person does not work in the center of this stop."), code="stranger"
        )


def refuse_who_is_off(application: Application, person: User) -> None:
    """Raise ValidationError('off') for who abstains from a file or is kept off it."""
    recusal = (
        Recusal.objects.live()
        .filter(application=application, reader=person)
        .select_related("by")
        .first()
    )
    if recusal is None:
        return
    sentence = (
        _("%(name)s abstains from this file.")
        if recusal.is_abstention
        else _("%(name)s does not read this file: %(by)s keeps them off it.")
    )
    raise ValidationError(sentence % {"name": person.name, "by": recusal.by.name}, code="off")
