"""Who reads and who changes a form at the desk, and which version of it stands on the table."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from people.models import Membership, User
from programs.models import Stop
from questionnaires.models import Questionnaire, Version

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

audit = logging.getLogger("microlabs.audit")


@dataclass(frozen=True, slots=True)
class Table:
    """A form that is looked at: its newest version, and whether this person may change the form."""

    form: Questionnaire
    version: Version | None
    may_edit: bool

    @property
    def is_draft(self) -> bool:
        """Whether nobody was asked this version yet."""
        return self.version is not None and not self.version.is_frozen

    @property
    def is_open(self) -> bool:
        """Whether questions may be changed here and now."""
        return self.may_edit and self.is_draft

    @property
    def region(self) -> str:
        """The ISO code of the region whose provinces come first; empty for every stop's form."""
        return self.form.stop.center.region.iso if self.form.stop else ""


def reader(request: HttpRequest) -> User:
    """The member of staff who asks, of a center or of the program; anybody else is refused."""
    user = request.user
    if not isinstance(user, User) or not user.is_staff:
        raise PermissionDenied
    if user.is_superuser:
        audit.info("superuser %s: %s %s", user.pk, request.method, request.path)
    return user


def table(request: HttpRequest, pk: int) -> Table:
    """The form `pk` as this person finds it; of another center's stops there is none."""
    user = reader(request)
    forms = Questionnaire.objects.visible_to(user).select_related("stop__center__region")
    form = get_object_or_404(forms, pk=pk)
    newest = Version.objects.filter(questionnaire=form).order_by("-number").first()
    if newest is not None:
        newest.questionnaire = form
    mine = Questionnaire.objects.editable_by(user).filter(pk=form.pk)
    return Table(form, newest, mine.exists())


def table_to_edit(request: HttpRequest, pk: int) -> Table:
    """The same, for whoever may change it."""
    found = table(request, pk)
    if not found.may_edit:
        raise PermissionDenied
    return found


def stops_to_write_for(user: User) -> QuerySet[Stop]:
    """The stops for which `user` may make a form."""
    if user.is_superuser:
        return Stop.objects.all()
    return Stop.objects.filter(center__in=user.centers(Membership.Role.MANAGER))


def may_write(user: User) -> bool:
    """Whether `user` may make any form at all."""
    return user.is_national or user.is_superuser or Membership.Role.MANAGER in user.roles
