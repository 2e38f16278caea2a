"""Meta and the SMS gateway on one address of this machine, steered by tests and the crash rig."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import asdict, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.messaging.providers import gateway, meta
from tests.messaging.providers.gateway import Gateway
from tests.messaging.providers.hooks import Teller
from tests.messaging.providers.meta import Meta
from tests.messaging.providers.truth import Faults, Truth


class Providers(ThreadingHTTPServer):
    """`/v26.0/…` is Meta, `/v1/messages` the gateway, `/rig/…` what only a test asks."""

    daemon_threads, request_queue_size = True, 128

    def __init__(
        self, truth: Truth | None = None, faults: Faults | None = None, port: int = 0
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.truth, self.faults = truth or Truth(), faults or Faults()
        self.meta = Meta(self.truth, self.faults, address=self.url)
        self.gateway = Gateway(self.truth, self.faults)
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def tell(self, site: str, *, secret: str) -> None:
        """Call the hooks of `site` from now on."""
        self.meta.teller = Teller(f"{site}/hooks/whatsapp/", secret=secret, faults=self.faults)
        self.gateway.teller = Teller(f"{site}/hooks/sms/", secret=secret, faults=self.faults)

    def stop(self) -> None:
        """Tell what is left to tell, then close."""
        for teller in (self.meta.teller, self.gateway.teller):
            if teller:
                teller.stop()
        if self.thread.is_alive():
            self.shutdown()
            self.thread.join()
        self.server_close()

    def rig(self, path: str, words: dict[str, Any]) -> dict[str, Any]:
        """`/rig/log` lists deliveries, `/rig/faults` changes faults, `/rig/write` writes to us."""
        if path == "/rig/faults":
            known = {each.name for each in fields(Faults)}
            for name, value in words.items():
                if name in known:
                    setattr(self.faults, name, value)
        if path == "/rig/write":
            writer = self.meta if words.get("channel", "whatsapp") == "whatsapp" else self.gateway
            return {"id": writer.write(words["phone"], words["text"])}
        if path == "/rig/templates":
            self.meta.templates = words["templates"]
        with self.truth.lock:
            return {
                "deliveries": [asdict(each) for each in self.truth.deliveries],
                "calls": len(self.truth.calls),
            }


class _Handler(BaseHTTPRequestHandler):
    server: Providers
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for word that its head has come

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/rig/"):
            return self._say((200, self.server.rig(url.path, {})))
        return self._say(self.server.meta.get(url.path, self.headers, dict(parse_qsl(url.query))))

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"] or 0)
        raw, words = self.rfile.read(length), {}
        if len(raw) < length:  # whoever sent it was killed in the middle
            return self._say(None)
        with suppress(ValueError):
            words = json.loads(raw)
        path = urlsplit(self.path).path
        if path.startswith("/rig/"):
            return self._say((200, self.server.rig(path, words)))
        if path == gateway.PATH:
            return self._say(self.server.gateway.post(self.headers, words))
        return self._say(self.server.meta.post(path, self.headers, words, raw))

    def _say(self, answer: meta.Answer | gateway.Answer | None) -> None:
        """Answer; or hang up without a word."""
        if answer is None:
            self.close_connection = True
            return
        status, body = answer
        words = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.send_header("Content-Type", "application/json")
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *args: Any) -> None:
        """Nothing: the truth is asked, not printed."""
