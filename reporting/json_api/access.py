"""Who asks: a token, what it may read today, and how often; refusals as sentences."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from core.counts import count
from reporting.models import ApiToken
from reporting.models.tokens import digest_of

if TYPE_CHECKING:
    from django.http import HttpRequest

LIMIT, A_MINUTE = 120, 60  # requests of one token, seconds
HEADER = "Authorization: Bearer …"  # code, the same in each language
NOTED = timedelta(minutes=1)  # how exact the last use is


class Refused(Exception):  # noqa: N818  it says what happened
    """An answer that is none: its status, its sentence, and headers."""

    def __init__(
        self, status: int, sentence: str, *, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers or {}


class Bearer(HttpBearer):
    """A token in the header `Authorization: Bearer …` that may read `scope`."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002  ninja's
        """The token that was sent. Raises `Refused` where it opens nothing here, or too often."""
        found = ApiToken.objects.live().filter(digest=digest_of(token), owner__is_active=True)
        known = found.select_related("owner").first()
        if known is None:
            raise unknown()
        counted = count(f"api {known.pk}", seconds=A_MINUTE)
        if counted.times > LIMIT:
            wait = max(1, int((counted.until - timezone.now()).total_seconds()) + 1)
            sentence = _("Too many requests: at most %(limit)s a minute.") % {"limit": LIMIT}
            raise Refused(429, sentence, headers={"Retry-After": str(wait)})
        _note(known)
        if self.scope not in known.scopes:
            sentence = _("This token may not read this: it lacks the scope %(scope)s.")
            raise Refused(403, sentence % {"scope": self.scope})
        if self.scope not in ApiToken.scopes_for(known.owner):
            raise Refused(403, _("The owner of this token may no longer read this."))
        return known


def unknown() -> Refused:
    """What is answered to no token, a wrong one, one that ended or was revoked: the same."""
    sentence = _("Send a token that is valid: %(header)s") % {"header": HEADER}
    return Refused(401, sentence, headers={"WWW-Authenticate": "Bearer"})


def _note(token: ApiToken) -> None:
    now = timezone.now()
    if token.used_at is None or token.used_at < now - NOTED:
        ApiToken.objects.filter(pk=token.pk).update(used_at=now)
