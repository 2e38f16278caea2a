"""An SMS gateway, Moroccan style: bearer JSON, delivery reports later; it may honour our keys."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.messaging.providers.truth import Delivery, Faults, Truth

if TYPE_CHECKING:
    from tests.messaging.providers.hooks import Teller

Answer = tuple[int, dict[str, Any]]
PATH = "/v1/messages"


@dataclass
class Gateway:
    """One account. With `keyed`, a key that came before is answered and not delivered again."""

    truth: Truth
    faults: Faults
    token: str = "gateway-token"
    keyed: bool = False
    teller: Teller | None = None
    known: dict[str, str] = field(default_factory=dict)

    def post(self, headers: Any, words: dict[str, Any]) -> Answer | None:
        """The answer to a POST; None when there is none."""
        key = headers["Idempotency-Key"] or ""
        self.truth.called(provider="sms", words=words, key=key, bearer=headers["Authorization"])
        if headers["Authorization"] != f"Bearer {self.token}":
            return 401, {"error": {"message": "Invalid key"}}
        time.sleep(self.faults.pause())
        fault = self.faults.next()
        if isinstance(fault, int):
            return fault, {"error": {"message": "…"}}
        if fault == "lose":
            return None
        number = self._deliver(key, words)
        if fault == "drop":
            return None
        return (500, {}) if fault == "break" else (202, {"id": number, "status": "queued"})

    def _deliver(self, key: str, words: dict[str, Any]) -> str:
        if self.keyed and key in self.known:
            return self.known[key]
        number = self.known[key] = f"sms_{self.truth.number():06}"
        self.truth.deliver(Delivery("sms", number, words["to"], words["message"], key, words))
        if self.teller:
            report = {"id": number, "reference": key, "to": words["to"]}
            self.teller.tell(*(report | {"status": step} for step in ("sent", "delivered")))
        return number

    def write(self, phone: str, text: str) -> str:
        """Somebody answers; the id of their SMS."""
        number = f"sms_in{self.truth.number():06}"
        if self.teller:
            self.teller.tell(
                {"id": number, "type": "message.received", "from": phone, "text": text}
            )
        return number
