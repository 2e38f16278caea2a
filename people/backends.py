"""Who is signed in, with the roles they hold: one statement, composed once, for each page."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONArray

from core.composed import Composed, slot
from people.models import Membership, User

HELD = Membership.objects.filter(user=OuterRef("pk")).values(one=JSONArray("role", "center"))
SIGNED_IN: Composed[Any] = Composed(
    lambda: User.objects.filter(pk=slot("user")).annotate(held_now=ArraySubquery(HELD))
)


class Backend(AuthenticationBackend):
    """Allauth's, which asks for the roles together with the person."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, while their account is active."""
        user: User | None = SIGNED_IN.row({"user": user_id})
        if user is None or not self.user_can_authenticate(user):
            return None
        user.held = frozenset((role, center) for role, center in vars(user).pop("held_now"))
        return user
