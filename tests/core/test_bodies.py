"""Half a request runs nothing: every POST, over a socket, against the server of `make run`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from core import bodies
from messaging.models import Message
from microlabs import run
from tests.cast import CODES, Cast
from tests.doors import Door
from tests.ports import free_port
from tests.rows import DOORS

TYPED = "application/x-www-form-urlencoded"
TOKEN = "a" * 32
CUT = 300  # bytes that never come: all within the last field, which nobody reads
LAST = {"last": "x" * 2000}
HOME = Path(__file__).resolve().parent.parent.parent
SENTENCE = b"so that nothing was recorded"
UNREAD = {0, 400, 408, 411, 413}  # what the middleware says, or nothing at all
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def port(django_db_setup: None) -> Iterator[int]:  # noqa: ARG001  pytest's way to ask for a fixture
    """Where the web server answers, as `make run` starts it, over the database of the tests.

    One serves all of them: to load the product costs more than what is asked of it. It waits less.
    """
    own = connection.settings_dict
    where = f"postgresql:///{own['NAME']}?" + urlencode(
        {"host": own["HOST"], "port": own["PORT"], "user": own["USER"]}
    )
    number = free_port()
    told = {"DATABASE_URL": where, "REDIS_URL": settings.CACHES["default"]["LOCATION"]}
    server = subprocess.Popen(  # noqa: S603
        [*run.web_server(number)[:-1], "tests.core.hasty:application"],
        cwd=HOME,
        env={**os.environ, **told, "MICROLABS_MODE": "laptop", "MICROLABS_DEBUG": "1"},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        run.wait_for_web(number, {"web server": server})
        yield number
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def head(address: str, kind: str, length: int, cookies: str) -> bytes:
    return (
        f"POST {address} HTTP/1.1\r\nHost: {run.HOST}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {length}\r\nCookie: csrftoken={TOKEN}; {cookies}\r\n"
        f"X-CSRFToken: {TOKEN}\r\nConnection: close\r\n\r\n"
    ).encode()


def asked(port: int, request: bytes, *, breaks: bool = False) -> bytes:
    """Send `request`, after which one's side of the line `breaks`; read the answer to its end."""
    with socket.create_connection((run.HOST, port), timeout=120) as line:
        line.sendall(request)
        if breaks:
            line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


def rows() -> dict[str, int]:
    """What stands in every table, as a number for each."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        every = (
            f"SELECT '{each}', coalesce(sum(hashtext(t::text)), 0) FROM \"{each}\" t"  # noqa: S608  our own tables
            for each in tables
        )
        cursor.execute(" UNION ALL ".join(every))
        return dict(cursor.fetchall())


def who(door: Door) -> str:
    """Somebody whom a door lets in, if there is one."""
    return next((code for code in CODES if door.post and door.post[code] in {"Y", "422"}), "SU")


def posts(cast: Cast) -> Iterator[tuple[str, str, str, dict[str, object]]]:
    """Every POST of the table of doors: its name, address, cookies, and what is sent there."""
    for where in DOORS:
        for name, door in DOORS[where].items():
            if door.post:
                address = reverse(name, args=door.at(cast, cast.stop))
                browser = cast.client(who(door))
                kept = f"{settings.LANGUAGE_COOKIE_NAME}=en"
                if settings.SESSION_COOKIE_NAME in browser.cookies:
                    morsel = browser.cookies[settings.SESSION_COOKIE_NAME]
                    kept += f"; {settings.SESSION_COOKIE_NAME}={morsel.value}"
                yield name, address, kept, {**door.body(cast), **LAST}


def encoded(fields: dict[str, object]) -> list[tuple[str, bytes]]:
    """A form in both of its encodings."""
    return [
        (MULTIPART_CONTENT, encode_multipart(BOUNDARY, fields)),
        (TYPED, urlencode(fields).encode()),
    ]


def test_half_of_any_form_is_a_400_that_changes_nothing_and_a_whole_one_is_taken(
    cast: Cast, port: int
) -> None:
    wrong, doors = [], list(posts(cast))
    before = rows()
    for name, address, cookies, fields in doors:
        for kind, body in encoded(fields):
            answer = asked(port, head(address, kind, len(body), cookies) + body[:-CUT], breaks=True)
            if (status(answer), SENTENCE in answer) != (400, True):
                wrong.append(f"{name} {kind[:12]}: {status(answer)}")
    after = rows()
    changed = [table for table in before if before[table] != after[table]]
    assert (wrong, changed, len(doors) > 200) == ([], [], True)
    for name, address, cookies, fields in doors:
        cache.clear()
        kind, body = encoded(fields)[0]
        answer = asked(port, head(address, kind, len(body), cookies) + body)
        if status(answer) in UNREAD or status(answer) >= 500:
            wrong.append(f"{name} whole: {status(answer)}")
    assert wrong == []


def test_an_answer_leaves_whole_once_though_its_line_broke_twice_before(
    cast: Cast, port: int
) -> None:
    _name, address, cookies, fields = next(
        each for each in posts(cast) if each[0] == "messaging:answers"
    )
    fields = {"key": fields["key"], "text": "Votre place est gardée. " * 40}
    body = encoded(fields)[1][1]
    for cut in (CUT, 1):
        asked(port, head(address, TYPED, len(body), cookies) + body[:-cut], breaks=True)
    asked(port, head(address, TYPED, len(body), cookies) + body)
    left = Message.objects.filter(event="answer").exclude(file="picture.jpg")
    texts = [message.body for message in left if "place" in message.body]
    assert [len(text) > len(body) / 3 and text.endswith("gardée.") for text in texts] == [True]


def test_half_of_any_other_request_is_a_400(port: int) -> None:
    request = head(reverse("healthz"), TYPED, 100, "") + b"x" * 99
    answers = [
        asked(port, request.replace(b"POST", method, 1), breaks=True)
        for method in (b"PUT", b"PATCH", b"DELETE", b"GET")
    ]
    assert [status(answer) for answer in answers] == [400] * 4


def test_a_body_of_untold_length_and_an_endless_one_are_refused(port: int) -> None:
    untold = head(reverse("healthz"), TYPED, 0, "").replace(
        b"Content-Length: 0", b"Transfer-Encoding: chunked"
    )
    assert status(asked(port, untold + b"4\r\na=bc\r\n0\r\n\r\n")) == 411
    endless = head(reverse("healthz"), TYPED, bodies.LARGEST + 1, "")
    assert status(asked(port, endless)) == 413


def test_many_slow_bodies_leave_threads_for_everybody_else(port: int) -> None:
    with ExitStack() as lines:
        for _number in range(40):
            line = socket.create_connection((run.HOST, port), timeout=120)
            lines.enter_context(line).sendall(head(reverse("healthz"), TYPED, 100, "") + b"abcd")
        begun = time.monotonic()
        answer = asked(
            port, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        )
        assert (status(answer), time.monotonic() - begun < 15) == (200, True)


def slow_lines(port: int, lines: ExitStack, number: int) -> list[socket.socket]:
    """Lines whose bodies have begun, and do not go on."""
    slow = [
        lines.enter_context(socket.create_connection((run.HOST, port), timeout=120))
        for _number in range(number)
    ]
    for line in slow:
        line.sendall(head(reverse("healthz"), TYPED, 100_000, "") + b"abcd")
    return slow


def ended(line: socket.socket) -> bool:
    """Whether the other side has let go of `line`."""
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


def test_a_form_passes_while_sixteen_bodies_are_silent(cast: Cast, port: int) -> None:  # noqa: ARG001
    form = urlencode({"login": "0699000001"}).encode()
    with ExitStack() as lines:
        slow_lines(port, lines, bodies.PLACES)
        time.sleep(1)
        answer = asked(port, head(reverse("account_login"), TYPED, len(form), "") + form)
        assert status(answer) == 302  # after `PATIENCE` without a place it would be 503


def test_bodies_that_are_silent_or_drip_are_ended_and_one_that_is_slow_is_not(port: int) -> None:
    with ExitStack() as lines:
        dripping, *silent, slow = slow_lines(port, lines, 4)
        begun = time.monotonic()
        while time.monotonic() - begun < 13:  # twice as long as the server waits
            slow.sendall(b"x" * 600)
            with suppress(ConnectionError):
                dripping.sendall(b"x")
            time.sleep(0.5)
        slow.settimeout(0.1)
        with pytest.raises(TimeoutError):
            slow.recv(1)
        again = slow_lines(port, lines, bodies.PLACES)
        asking = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        assert (status(asked(port, asking)), len(again)) == (200, 16)
        assert [ended(line) for line in (dripping, *silent)] == [True] * 3


class Slow:
    """A body that comes byte by byte, and of which the last never comes."""

    def __init__(self) -> None:
        self.ended = Event()

    def read(self, _size: int) -> bytes:
        self.ended.wait(60)
        return b""


def test_a_body_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LONGEST", -1.0)
    monkeypatch.setattr(bodies, "PIECE", 1)
    assert refused(BytesIO(b"abc"), 3) == 408


def test_no_more_bodies_than_there_are_places_are_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    streams = [Slow() for _number in range(bodies.PLACES)]
    with ThreadPoolExecutor(len(streams)) as pool:
        waiting = [pool.submit(refused, stream, 10) for stream in streams]
        while bodies.places.acquire(blocking=False):
            bodies.places.release()
            time.sleep(0.01)
        monkeypatch.setattr(bodies, "PATIENCE", 0.1)  # of whoever comes now; those had time
        assert refused(BytesIO(b"abc"), 3) == 503
        for stream in streams:
            stream.ended.set()
    assert Counter(each.result() for each in waiting) == {400: bodies.PLACES}
    with bodies.received(BytesIO(b"abc"), 3) as whole:
        assert whole.read() == b"abc"


def refused(stream: object, promised: int) -> int:
    with pytest.raises(bodies.Refused) as refusal:
        bodies.received(stream, promised)  # type: ignore[arg-type]  # as much as a web server's has
    return int(refusal.value.status)


def test_a_large_body_waits_on_the_disk_as_it_came() -> None:
    large = bytes(range(256)) * 4096 * 25
    tracemalloc.start()
    kept = bodies.received(BytesIO(large), len(large))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with kept:
        assert (kept.read() == large, peak < 4 * 1024 * 1024) == (True, True)


def test_the_web_server_has_more_threads_than_may_wait_for_bodies() -> None:
    commands = [" ".join(map(str, run.web_server(8000)))]
    commands += [(HOME / name).read_text() for name in ("Dockerfile", "docs/server.md")]
    threads = [re.findall(r"--blocking-threads\W+(\d+)", command) for command in commands]
    assert (threads, bodies.PLACES) == ([["24"]] * 3, 16)
