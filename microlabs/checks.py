"""Checks at the start: the clock of Casablanca, which changed for good on 2026-09-20, and a way to send codes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

ZONE = "Africa/Casablanca"
PROBE = datetime(2026, 12, 1, 12, tzinfo=UTC)  # an ordinary winter noon: old tables say 13:00, the law says 12:00
STALE = "The time zone table is older than 2026c: it puts Casablanca one hour late since 2026-09-20."
UPGRADE = "Install the tzdata package pinned in requirements.txt."


def is_stale() -> bool:
    """Whether Python's time zone table still believes in UTC+1."""
    return bool(PROBE.astimezone(ZoneInfo(ZONE)).utcoffset())


def refuse_stale_clock() -> None:
    """Stop a production server whose appointments would be an hour wrong."""
    if is_stale():
        raise ImproperlyConfigured(f"{STALE} {UPGRADE}")


@checks.register
def python_clock(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Report a stale table of Python."""
    return [checks.Error(STALE, hint=UPGRADE, id="microlabs.E001")] if is_stale() else []


@checks.register(checks.Tags.database)
def database_clock(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[checks.CheckMessage]:
    """Report a stale table of PostgreSQL."""
    messages: list[checks.CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT %s::timestamptz AT TIME ZONE %s", [PROBE, ZONE])
            if cursor.fetchone()[0] != PROBE.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None):
                hint = "Upgrade PostgreSQL, or the system's tzdata package that it reads."
                messages.append(checks.Warning(f"PostgreSQL ({alias}): {STALE}", hint=hint, id="microlabs.W001"))
    return messages


@checks.register(deploy=True)
def way_of_codes(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Report that nobody who has only a telephone could sign in."""
    if settings.SMS_GATEWAY_URL:
        return []
    hint = "Set MICROLABS_SMS_GATEWAY_URL and MICROLABS_SMS_GATEWAY_TOKEN."
    return [checks.Warning("Without an SMS gateway nobody signs in by telephone.", hint=hint, id="microlabs.W002")]
