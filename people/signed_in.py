"""Who is signed in: asked with every page of theirs, so that Django composes the question once."""

from __future__ import annotations

from allauth.account import auth_backends

from core.composed import Composed, slot
from people.models import User

BY_KEY = Composed(lambda: User.objects.filter(pk=slot("key")))


class AuthenticationBackend(auth_backends.AuthenticationBackend):
    """That of allauth."""

    def get_user(self, user_id: int) -> User | None:
        """The person whom a session names; None for one who is gone or deactivated."""
        user = BY_KEY.row({"key": user_id})
        return user if user and self.user_can_authenticate(user) else None
