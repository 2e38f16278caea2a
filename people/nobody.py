"""Whoever asks for a code by an address that is nobody's: the same is done as for somebody.

Else the time of an answer, or an error, would tell who has an account here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY

from core.language import language_of_page
from people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest

NUMBER = 0  # of no account; PostgreSQL begins with 1
UNTYPED = "------"  # as long as a code; nothing is left of it once what is typed is compared


def stand_in() -> User:
    """Takes the place of an account on the way of a code; is never saved."""
    return User(pk=NUMBER, language=language_of_page())


def keep_alike(request: HttpRequest) -> None:
    """Keep in the session of nobody what is kept in that of somebody: who waits for which code.

    The account is looked up by its number either way; a code that nobody got fits nothing typed.
    """
    kept: dict[str, Any] | None = request.session.get(LOGIN_SESSION_KEY)
    if request.method != "POST" or not kept or kept["user_pk"] not in {None, str(NUMBER)}:
        return
    kept["user_pk"] = str(NUMBER)
    asked = kept["state"]["stages"]["login_by_code"]["data"]
    asked |= {"code": UNTYPED, "user_id": ""}  # else allauth looks once more
    request.session.modified = True
