"""The clock of Casablanca: stale tables are reported, and stop a production server."""

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from pytest_django.fixtures import Settings

from microlabs import checks

OLD = (  # as tzdata 2025b had it for the winter of 2026: UTC+1, in the TZif format
    b"TZif2"
    + bytes(15)
    + b"\x00\x00\x00\x00" * 3
    + b"\x00\x00\x00\x00"
    + b"\x00\x00\x00\x01"
    + b"\x00\x00\x00\x04"
    b"\x00\x00\x0e\x10\x00\x00+01\x00"
    b"TZif2"
    + bytes(15)
    + b"\x00\x00\x00\x00" * 3
    + b"\x00\x00\x00\x00"
    + b"\x00\x00\x00\x01"
    + b"\x00\x00\x00\x04"
    b"\x00\x00\x0e\x10\x00\x00+01\x00\n<+01>-1\n"
)


@pytest.fixture
def stale_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Casablanca"
    path.write_bytes(OLD)
    with path.open("rb") as table:
        zone = ZoneInfo.from_file(table, "Africa/Casablanca")
    monkeypatch.setattr(checks, "ZoneInfo", lambda _: zone)


def test_python_knows_that_morocco_left_utc_plus_one() -> None:
    zone = ZoneInfo("Africa/Casablanca")
    assert (
        datetime(2026, 9, 20, 0, 59, tzinfo=UTC).astimezone(zone).isoformat()
        == "2026-09-20T01:59:00+01:00"
    )
    assert (
        datetime(2026, 9, 20, 1, 0, tzinfo=UTC).astimezone(zone).isoformat()
        == "2026-09-20T01:00:00+00:00"
    )
    assert (
        datetime(2027, 2, 20, 9, 0, tzinfo=UTC).astimezone(zone).isoformat()
        == "2027-02-20T09:00:00+00:00"
    )
    assert checks.python_clock(None) == []


@pytest.mark.django_db
def test_postgresql_agrees_with_python() -> None:
    assert checks.database_clock(None, databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char("
            "timestamptz '2026-12-01 09:00Z' AT TIME ZONE 'Africa/Casablanca', 'HH24:MI')"
        )
        assert cursor.fetchone() == ("09:00",)


@pytest.mark.usefixtures("stale_table")
def test_a_stale_table_is_an_error() -> None:
    assert [message.id for message in checks.python_clock(None)] == ["microlabs.E001"]


@pytest.mark.django_db
@pytest.mark.usefixtures("stale_table")
def test_another_clock_in_postgresql_is_a_warning() -> None:
    assert [message.id for message in checks.database_clock(None, databases=["default"])] == [
        "microlabs.W001"
    ]


@pytest.mark.usefixtures("stale_table")
def test_production_refuses_to_start_with_a_stale_table() -> None:
    with pytest.raises(ImproperlyConfigured, match="older than 2026c"):
        checks.refuse_stale_clock()


def test_the_times_of_logs_follow_the_same_table() -> None:
    assert (
        time.strftime("%z", time.localtime(datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp()))
        == "+0000"
    )


def test_a_whatsapp_configured_by_half_is_an_error(settings: Settings) -> None:
    assert checks.whole_whatsapp(None) == []
    settings.WHATSAPP_TOKEN = settings.WHATSAPP_NUMBER_ID = settings.WHATSAPP_ACCOUNT_ID = "x"
    messages = checks.whole_whatsapp(None)
    words = (
        "Set MICROLABS_WHATSAPP_APP_SECRET, MICROLABS_WHATSAPP_VERIFY_TOKEN;"
        " or none of WhatsApp's settings."
    )
    assert [(message.id, message.hint) for message in messages] == [("microlabs.E002", words)]
    settings.WHATSAPP_APP_SECRET = settings.WHATSAPP_VERIFY_TOKEN = "x"
    assert checks.whole_whatsapp(None) == []


def test_a_way_to_send_codes_is_asked_for(settings: Settings) -> None:
    assert [message.id for message in checks.way_of_codes(None)] == ["microlabs.W002"]
    settings.SMS_GATEWAY_URL = "https://gateway.example.ma"
    assert checks.way_of_codes(None) == []
    settings.SMS_GATEWAY_URL, settings.WHATSAPP_TOKEN, settings.WHATSAPP_NUMBER_ID = "", "x", "x"
    assert checks.way_of_codes(None) == []


def test_whatsapps_token_leaves_encrypted_only(settings: Settings) -> None:
    assert checks.own_whatsapp(None) == []
    settings.WHATSAPP_URL = "http://graph.example.ma"
    assert [message.id for message in checks.own_whatsapp(None)] == ["microlabs.E003"]
