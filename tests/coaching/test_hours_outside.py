"""An expert's own calendar: private addresses, size, time and odd files are refused; hours stay."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from coaching.clock import read_calendars
from coaching.hours import fetching, outside
from coaching.hours.fetching import FetchError, fetch, is_public
from coaching.hours.tasks import read_calendar
from coaching.models import BusyHour, OutsideCalendar
from tests.coaching.arranged import make_expert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast

SOON = timezone.now().replace(microsecond=0, second=0) + timedelta(days=3)


def event(n: int = 1, at: datetime = SOON, more: str = "") -> str:
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    end = f"{at.astimezone(UTC) + timedelta(hours=1):%Y%m%dT%H%M%SZ}"
    said = f"SUMMARY:Dentist\r\nDTSTART:{stamp}\r\nDTEND:{end}\r\n{more}"
    return f"BEGIN:VEVENT\r\nUID:{n}@x\r\n{said}END:VEVENT\r\n"


def file(*events: str) -> bytes:
    whole = "".join(events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{whole}END:VCALENDAR\r\n".encode()


class Host(BaseHTTPRequestHandler):
    """A host whose answers the tests choose by path."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = {}

    def do_GET(self) -> None:
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing."""


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this machine, which stands for a public one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    seen = is_public
    monkeypatch.setattr(fetching, "is_public", lambda ip: ip == "127.0.0.1" or seen(ip))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.1.2.3"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "2002:a00::"),
        *("64:ff9b::a00:1", "::10.0.0.1", "::ffff:0:a00:1", "fec0::1"),
    ],
)
def test_an_address_of_no_public_network_is_none(address: str) -> None:
    assert not is_public(address)


def test_an_address_of_the_internet_is_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1:1/a.ics", "private"),
        ("http://localhost/a.ics", "private"),
        ("http://[::1]/a.ics", "private"),
        ("http://2130706433/a.ics", "private"),
        ("ftp://example.org/a.ics", "refused"),
        ("http://user@example.org/a.ics", "refused"),
    ],
)
def test_an_address_that_leads_inside_is_not_called(url: str, fault: str) -> None:
    with pytest.raises(FetchError) as refused:
        fetch(url)
    assert refused.value.fault == fault


def test_a_name_with_one_private_address_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*_args: Any, **_kwargs: Any) -> list[Any]:
        return [(2, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", told)
    with pytest.raises(FetchError) as refused:
        fetch("http://calendar.example.org/a.ics")
    assert refused.value.fault == "private"


def test_a_redirect_inside_is_not_followed(host: str) -> None:
    Host.pages = {"/a": (302, {"Location": "http://10.0.0.1/secret"}, b"")}
    with pytest.raises(FetchError) as refused:
        fetch(f"{host}/a")
    assert refused.value.fault == "private"


def test_a_redirect_on_the_same_host_is_followed(host: str) -> None:
    Host.pages = {"/a": (302, {"Location": "/b"}, b""), "/b": (200, {}, b"here")}
    assert fetch(f"{host}/a") == b"here"


def test_a_file_of_more_than_a_megabyte_is_refused(host: str) -> None:
    Host.pages = {"/a": (200, {}, b"x" * (1024 * 1024 + 1)), "/b": (200, {}, b"x" * 1024 * 1024)}
    with pytest.raises(FetchError) as refused:
        fetch(f"{host}/a")
    assert refused.value.fault == "too-big"
    assert len(fetch(f"{host}/b")) == 1024 * 1024


def test_a_host_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "is_public", lambda _ip: True)
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FetchError) as refused:
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/a")
    assert refused.value.fault == "silent"


def test_busy_hours_are_read_and_titles_are_not() -> None:
    assert outside.busy_hours(file(event())) == [(SOON, SOON + timedelta(hours=1))]


def test_what_repeats_is_busy_each_time_but_for_what_was_taken_out() -> None:
    out = f"EXDATE:{(SOON + timedelta(days=7)).astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n"
    found = outside.busy_hours(file(event(more=f"RRULE:FREQ=WEEKLY;COUNT=3\r\n{out}")))
    assert [start for start, _end in found] == [SOON, SOON + timedelta(days=14)]


def test_one_of_a_series_that_was_moved_is_busy_where_it_is_now() -> None:
    was, now = SOON + timedelta(days=7), SOON + timedelta(days=8)
    apart = f"RECURRENCE-ID:{was.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n"
    found = outside.busy_hours(
        file(event(more="RRULE:FREQ=WEEKLY;COUNT=2\r\n"), event(at=now, more=apart))
    )
    assert [start for start, _end in found] == [SOON, now]


@pytest.mark.parametrize("said", ["TRANSP:TRANSPARENT\r\n", "STATUS:CANCELLED\r\n"])
def test_what_is_free_or_cancelled_keeps_nobody_busy(said: str) -> None:
    assert outside.busy_hours(file(event(more=said))) == []


def test_a_zone_that_a_file_defines_says_nothing_in_the_next_one() -> None:
    def own(offset: str) -> bytes:
        part = f"BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\n"
        zone = f"BEGIN:VTIMEZONE\r\nTZID:Office\r\n{part}TZOFFSETTO:{offset}\r\nEND:STANDARD\r\n"
        at = f"{SOON:%Y%m%d}T100000"
        said = f"DTSTART;TZID=Office:{at}\r\nDURATION:PT1H\r\n"
        return file(f"{zone}END:VTIMEZONE\r\n", f"BEGIN:VEVENT\r\nUID:1\r\n{said}END:VEVENT\r\n")

    hours = [outside.busy_hours(own(offset))[0][0].hour for offset in ("+0500", "-0300")]
    assert hours == [5, 13]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "no-calendar"),
        (b"<html><p>Sign in</p></html>", "no-calendar"),
        (b"\xff\xfe\x00", "no-calendar"),
        (file(*(event(n) for n in range(10_000)))[: 1024 * 1024], "no-calendar"),
        (file(*(f"BEGIN:VEVENT\r\nUID:{n}\r\nEND:VEVENT\r\n" for n in range(10_000))), "too-many"),
        (file(event(more="RRULE:FREQ=SECONDLY\r\n")), "too-many"),
    ],
    ids=["empty", "page", "letters", "cut", "ten thousand", "every second"],
)
def test_a_file_that_is_no_persons_calendar_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(FetchError) as refused:
        outside.busy_hours(content)
    assert refused.value.fault == fault


def test_a_calendar_that_fails_keeps_what_was_read_last(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = make_expert(cast.stop)
    span = (SOON, SOON + timedelta(hours=1))
    calendar = outside.connect(expert, "https://example.org/a.ics", [span])
    monkeypatch.setattr(outside, "fetch", lambda _url: b"gone")
    outside.read(calendar)
    calendar.refresh_from_db()
    assert calendar.fault == OutsideCalendar.Fault.NO_CALENDAR
    assert list(BusyHour.objects.values_list("starts_at", "ends_at")) == [span]
    monkeypatch.setattr(outside, "fetch", lambda _url: file())
    outside.read(calendar)
    calendar.refresh_from_db()
    assert (calendar.fault, BusyHour.objects.count()) == ("", 0)


def test_a_calendar_is_read_once_a_quarter_of_an_hour(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = outside.connect(make_expert(cast.stop), "https://example.org/a.ics", [])
    handed: list[int] = []
    monkeypatch.setattr(read_calendar, "delay", handed.append)
    monkeypatch.setattr(outside, "fetch", lambda _url: file(event()))
    assert read_calendars() == 0
    OutsideCalendar.objects.update(tried_at=timezone.now() - timedelta(minutes=15))
    assert (read_calendars(), read_calendars(), handed) == (1, 0, [calendar.pk])
    read_calendar(calendar.pk)
    assert BusyHour.objects.count() == 1


@pytest.mark.parametrize("where", ["http://[", "http://a b/", "http://é…/x", "http://x:99999/"])
def test_an_odd_redirect_is_no_fault_of_ours(host: str, where: str) -> None:
    Host.pages = {"/a": (302, {"Location": where.encode().decode("latin-1")}, b"")}
    with pytest.raises(FetchError):
        fetch(f"{host}/a")
