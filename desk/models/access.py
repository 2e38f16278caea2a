"""Whose rows beside files somebody may read: those of files that they work on, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from applications.models import Application
from people.unnamed import unnamed

if TYPE_CHECKING:
    from people.models import User


def of_named_files(user: User, way: str = "application") -> Q:
    """The rows whose file, at the end of `way`, `user` works on and does not read without names.

    What a team writes may say who it is about.
    """
    files = Application.objects.in_charge_of(user).filter(submitted_at__isnull=False)
    here = Q(**{f"{way}__in": files.order_by().values("pk")})
    hidden = unnamed(user)
    return here if hidden is None else here & ~Q(Exists(hidden.filter(pk=OuterRef(way))))
