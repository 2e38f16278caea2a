"""Who comes to a desk: those who work in a center, and the superuser, who is written down."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from people.models import Membership, User

if TYPE_CHECKING:
    from django.http import HttpRequest

audit = logging.getLogger("microlabs.audit")


def works_here(user: object) -> bool:
    """Whether somebody works on files: in a center, or as the superuser."""
    return isinstance(user, User) and (user.is_superuser or bool(user.roles & {*Membership.CENTER_ROLES}))


def staff(request: HttpRequest) -> User:
    """The member of staff who asks; anybody else is refused before any look-up. A superuser is written down."""
    user = request.user
    if not isinstance(user, User) or not works_here(user):
        raise PermissionDenied
    if user.is_superuser:
        audit.info("superuser %s: %s %s", user.pk, request.method, request.path)
    return user
