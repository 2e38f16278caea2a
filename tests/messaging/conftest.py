"""A gateway on this machine, whose deliveries are the truth; it can refuse, fail, drop answers."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from core import calling
from tests.messaging.providers.hooks import ACCOUNT_ID, NUMBER_ID
from tests.messaging.providers.server import Providers
from tests.messaging.providers.smtp import Sink
from tests.messaging.providers.truth import Faults, Truth


@dataclass
class Gateway:
    """What arrived, with which headers; `faults` are used up one by one: a status, or "drop"."""

    url: str = ""
    arrived: list[dict[str, str]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    bearers: list[str | None] = field(default_factory=list)
    faults: list[int | str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body: dict[str, str] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with gateway.lock:
                fault = gateway.faults.pop(0) if gateway.faults else 200
                if fault in {200, "drop"}:
                    gateway.arrived.append(body)
                gateway.keys.append(self.headers["Idempotency-Key"])
                gateway.bearers.append(self.headers["Authorization"])
            if fault == "drop":
                self.close_connection = True
                return
            self.send_response(int(fault))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Nothing: the tests read `arrived`."""

    return Handler


@pytest.fixture(autouse=True)
def real_ways_out(settings: Settings) -> None:
    """Messages leave here, as in production; the other tests run in the demonstration."""
    settings.DEMO = False


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    found = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(found))
    found.url = f"http://127.0.0.1:{server.server_port}/v1/messages"
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = found.url, "secret-token"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def providers(settings: Settings) -> Iterator[Providers]:
    """Meta and an SMS gateway, which this installation is told of."""
    found = Providers()
    settings.WHATSAPP_URL, settings.WHATSAPP_TOKEN = f"{found.url}/v26.0", found.meta.token
    settings.WHATSAPP_NUMBER_ID, settings.WHATSAPP_ACCOUNT_ID = NUMBER_ID, ACCOUNT_ID
    settings.WHATSAPP_APP_SECRET = settings.SMS_HOOK_SECRET = "app-secret"
    settings.WHATSAPP_VERIFY_TOKEN = "verify-token"
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_TOKEN = (
        f"{found.url}/v1/messages",
        found.gateway.token,
    )
    found.thread.start()
    yield found
    calling.client().close()
    calling.client.cache_clear()
    found.stop()


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server that keeps what it is given."""
    found = Sink(Truth(), Faults())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_USER = "127.0.0.1", found.port, ""
    found.thread.start()
    yield found
    found.stop()
