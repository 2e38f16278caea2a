"""Sessions as Django and allauth write them at a sign-in, in one statement instead of sixteen."""

import time
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from people.models import User

INSERT = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)"


def session_of(person: User) -> dict[str, Any]:
    """What a session holds once somebody has signed in, as Django notes it."""
    backend = settings.AUTHENTICATION_BACKENDS[0]
    return {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: backend,
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }


def proof(person: User, **how: str) -> dict[str, Any]:
    """A code, or the second factor, passed in this session, as allauth notes it."""
    return {
        AUTHENTICATION_METHODS_SESSION_KEY: [how | {"at": time.time()}],
        _AUTHENTICATION_METHODS_USER_SESSION_KEY: str(person.pk),
    }


def written(found: dict[str, Any]) -> str:
    """The key of a new session with this in it."""
    key = get_random_string(32, VALID_KEY_CHARS)
    until = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [key, SessionStore().encode(found), until])
    cached(key, found)
    return key


def cached(key: str, found: dict[str, Any]) -> None:
    """Have a session in the cache, where it is looked for first."""
    cache.set(SessionStore(key).cache_key, found, settings.SESSION_COOKIE_AGE)
