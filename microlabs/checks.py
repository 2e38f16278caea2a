"""Checks at the start: Casablanca's clock, which changed on 2026-09-20, and the ways to send."""

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
# An ordinary winter noon: old tables say 13:00, the law says 12:00.
PROBE = datetime(2026, 12, 1, 12, tzinfo=UTC)
STALE = (
    "The time zone table is older than 2026c: it puts Casablanca one hour late since 2026-09-20."
)
WHATSAPP = (
    "WHATSAPP_TOKEN",
    "WHATSAPP_NUMBER_ID",
    "WHATSAPP_ACCOUNT_ID",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_VERIFY_TOKEN",
)
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
                messages.append(
                    checks.Warning(f"PostgreSQL ({alias}): {STALE}", hint=hint, id="microlabs.W001")
                )
    return messages


@checks.register(deploy=True)
def way_of_codes(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Report that nobody who has only a telephone could sign in."""
    if settings.SMS_GATEWAY_URL or (settings.WHATSAPP_TOKEN and settings.WHATSAPP_NUMBER_ID):
        return []
    hint = "Set MICROLABS_SMS_GATEWAY_URL and MICROLABS_SMS_GATEWAY_TOKEN, or those of WhatsApp."
    words = "Without an SMS gateway or WhatsApp nobody signs in by telephone."
    return [checks.Warning(words, hint=hint, id="microlabs.W002")]


@checks.register
def whole_whatsapp(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Report a WhatsApp that could send and hear nothing back, or the other way round."""
    missing = [name for name in WHATSAPP if not getattr(settings, name)]
    if not missing or len(missing) == len(WHATSAPP):
        return []
    names = ", ".join(f"MICROLABS_{name}" for name in missing)
    hint = f"Set {names}; or none of WhatsApp's settings."
    return [checks.Error("WhatsApp is configured by half.", hint=hint, id="microlabs.E002")]


@checks.register(deploy=True)
def own_whatsapp(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[checks.CheckMessage]:  # noqa: ARG001
    """Report a URL at which others would read WhatsApp's token."""
    if settings.WHATSAPP_URL.startswith("https://"):
        return []
    hint = "Set MICROLABS_WHATSAPP_URL to an address that begins with https://."
    return [
        checks.Error("The address of WhatsApp is not encrypted.", hint=hint, id="microlabs.E003")
    ]
