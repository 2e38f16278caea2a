"""The calls by which providers tell us things, signed as they sign, and the thread that calls."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.messaging.providers.truth import Faults

NUMBER_ID = "106540352242922"
ACCOUNT_ID = "102290129340398"
TRIES = 20  # Meta itself tries for days


def signature(raw: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def call(**value: Any) -> dict[str, Any]:
    """One call of Meta's, with one change."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER_ID}
    change = {
        "value": {"messaging_product": "whatsapp", "metadata": metadata} | value,
        "field": "messages",
    }
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": ACCOUNT_ID, "changes": [change]}],
    }


def status(wamid: str, what: str = "delivered", *, echo: str = "", **more: Any) -> dict[str, Any]:
    """What became of a message; `recipient_id` is left out for somebody without a telephone."""
    known = {
        "id": wamid,
        "status": what,
        "timestamp": str(int(time.time())),
        "recipient_id": "212699000001",
    } | more
    return known | ({"biz_opaque_callback_data": echo} if echo else {})


def failed(wamid: str, code: int, *, echo: str = "") -> dict[str, Any]:
    error = {"code": code, "title": "…", "message": "…", "error_data": {"details": "…"}}
    return status(wamid, "failed", echo=echo, errors=[error])


def message(
    wamid: str, text: str = "سلام", *, at: int | None = None, **more: Any
) -> dict[str, Any]:
    """Something that somebody wrote."""
    words = {"type": "text", "text": {"body": text}}
    when = str(at or int(time.time()))
    return {"from": "212699000001", "id": wamid, "timestamp": when} | words | more


class Teller:
    """Tells an address what happens, signed, until it is heard.

    Twice, late or in any order, where the faults say so.
    """

    def __init__(self, url: str, *, secret: str, faults: Faults) -> None:
        self.url, self.secret, self.faults = url, secret, faults
        self.answers: list[int] = []
        self.waiting: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.client = httpx.Client(timeout=60)
        self.thread = threading.Thread(target=self._tell_all, daemon=True)
        self.thread.start()

    def tell(self, *bodies: dict[str, Any]) -> None:
        """Have these calls made."""
        if self.faults.silent:
            return
        calls = [body for body in bodies for _time in range(2 if self.faults.twice() else 1)]
        if self.faults.shuffle:
            self.faults.dice.shuffle(calls)
        for body in calls:
            self.waiting.put(body)

    def stop(self) -> None:
        """Make the calls that are left, then no more."""
        self.waiting.put(None)
        self.thread.join()
        self.client.close()

    def _tell_all(self) -> None:
        while (body := self.waiting.get()) is not None:
            self._tell(json.dumps(body).encode())

    def _tell(self, raw: bytes) -> None:
        time.sleep(self.faults.pause())
        headers = {
            "X-Hub-Signature-256": signature(raw, self.secret),
            "X-Signature": signature(raw, self.secret),
        }
        for attempt in range(TRIES):
            try:
                answer = self.client.post(
                    self.url, content=raw, headers=headers | {"Content-Type": "application/json"}
                )
            except httpx.TransportError:
                self.answers.append(0)
            else:
                self.answers.append(answer.status_code)
                if answer.is_success:
                    return
            time.sleep(min(0.2 * (attempt + 1), 2))
