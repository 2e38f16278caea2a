"""Who is signed in, looked up at every visit of theirs by a statement that is composed once."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from core.composed import Composed, slot
from people.models import User

ACCOUNT = Composed(lambda: User.objects.filter(pk=slot("key")))


class Backend(AuthenticationBackend):
    """Allauth's, which knows who may sign in and how."""

    def get_user(self, user_id: int) -> User | None:
        """The account with this number; None where it is gone or was closed."""
        user = ACCOUNT.row({"key": user_id})
        return user if user and self.user_can_authenticate(user) else None
