"""Meta's side of the Cloud API, as documented: messages, media, templates; webhooks that follow."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.messaging.providers import hooks
from tests.messaging.providers.hooks import ACCOUNT_ID, NUMBER_ID, Teller
from tests.messaging.providers.truth import Delivery, Faults, Truth

Answer = tuple[int, dict[str, Any] | bytes]
VERSION = "/v26.0"
DAY = 24 * 60 * 60
PAGE = 25
ERRORS = {
    429: (130429, "Rate limit hit"),
    500: (131000, "Something went wrong"),
    400: (100, "Invalid parameter"),
}


@dataclass
class Meta:
    """One business account with one number."""

    truth: Truth
    faults: Faults
    token: str = "meta-token"
    teller: Teller | None = None
    templates: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    wrote: dict[str, float] = field(
        default_factory=dict
    )  # who may be written to freely, since when
    reads: bool = False  # whether people open what they get
    address: str = ""  # of the server itself, for the addresses of files

    def post(self, path: str, headers: Any, words: dict[str, Any], raw: bytes) -> Answer | None:
        """The answer to a POST; None when there is none."""
        if headers["Authorization"] != f"Bearer {self.token}":
            return refusal(401, 190, "Access token has expired")
        if path == f"{VERSION}/{NUMBER_ID}/media":
            return self._upload(headers, raw)
        if path == f"{VERSION}/{ACCOUNT_ID}/message_templates":
            return self._create(words)
        if path != f"{VERSION}/{NUMBER_ID}/messages":
            return refusal(400, 33, "Unsupported post request")
        if words.get("status") == "read":
            self.truth.reads.append(words["message_id"])
            return 200, {"success": True}
        return self._message(words)

    def _message(self, words: dict[str, Any]) -> Answer | None:
        self.truth.called(provider="whatsapp", words=words)
        time.sleep(self.faults.pause())
        fault = self.faults.next()
        if isinstance(fault, int):
            return refusal(fault, *ERRORS.get(fault, (131000, "…")))
        if fault == "lose":
            return None
        if (wrong := self._wrong(words)) is not None:
            return wrong
        wamid = f"wamid.{self.truth.number():06}"
        self._deliver(wamid, words)
        if fault == "drop":
            return None
        if fault == "break":
            return refusal(500, 131000, "Something went wrong")
        to = words.get("to", "")
        contact = (
            {"input": to, "wa_id": to}
            if to
            else {"input": words["recipient"], "user_id": words["recipient"]}
        )
        return 200, {
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{"id": wamid}],
        }

    def _wrong(self, words: dict[str, Any]) -> Answer | None:
        """The refusal of a message that Meta does not take."""
        reader = words.get("to") or words.get("recipient")
        if words.get("messaging_product") != "whatsapp" or not reader:
            return refusal(400, 100, "Invalid parameter")
        if words["type"] == "template":
            return self._wrong_template(words["template"])
        file = words[words["type"]].get("id")
        if file and file not in self.media:
            return refusal(400, 131053, "Media upload error")
        return None

    def _wrong_template(self, template: dict[str, Any]) -> Answer | None:
        names = (template["name"], template["language"]["code"])
        known = next(
            (each for each in self.templates if (each["name"], each["language"]) == names), None
        )
        if known is None:
            return refusal(404, 132001, "Template does not exist")
        if known["status"] != "APPROVED":
            return refusal(400, 132015, "Paused")
        bodies = [each for each in known["components"] if each["type"].upper() == "BODY"]
        text = bodies[0].get("text", "") if bodies else ""
        values = [
            value
            for part in template["components"]
            if part["type"] == "body"
            for value in part["parameters"]
        ]
        if text and len(set(re.findall(r"\{\{\d+\}\}", text))) != len(values):
            return refusal(400, 132000, "Number of parameters does not match")
        return None

    def _deliver(self, wamid: str, words: dict[str, Any]) -> None:
        """Bring it to the telephone, unless too late for a free text; tell what became of it."""
        to, echo = words.get("to") or words["recipient"], words.get("biz_opaque_callback_data", "")
        if words["type"] != "template" and self.wrote.get(to, 0) < time.time() - DAY:
            return self._tell(hooks.failed(wamid, 131047, echo=echo))
        more = {"type": words["type"]} | words[words["type"]]
        self.truth.deliver(Delivery("whatsapp", wamid, to, text_of(words), echo, more))
        steps = ["sent", "delivered", *(["read"] if self.reads else [])]
        return self._tell(
            *(hooks.status(wamid, step, echo=echo, recipient_id=to) for step in steps)
        )

    def _tell(self, *statuses: dict[str, Any]) -> None:
        if self.teller:
            self.teller.tell(*(hooks.call(statuses=[each]) for each in statuses))

    def write(self, phone: str, text: str, **more: Any) -> str:
        """Somebody writes to us; the id of their message."""
        wamid = f"wamid.in{self.truth.number():06}"
        self.wrote[phone] = time.time()
        if self.teller:
            contact = {"profile": {"name": "…"}, "wa_id": phone}
            words = hooks.message(wamid, text, **({"from": phone} | more))
            self.teller.tell(hooks.call(contacts=[contact], messages=[words]))
        return wamid

    def _upload(self, headers: Any, raw: bytes) -> Answer:
        mail = BytesParser(policy=HTTP).parsebytes(
            b"Content-Type: " + headers["Content-Type"].encode() + b"\n\n" + raw
        )
        parts = {
            part.get_param("name", header="content-disposition"): part for part in mail.iter_parts()
        }
        number = str(self.truth.number())
        data = parts["file"].get_payload(decode=True)
        self.media[number] = (
            data if isinstance(data, bytes) else b"",
            parts["file"].get_content_type(),
        )
        return 200, {"id": number}

    def _create(self, words: dict[str, Any]) -> Answer:
        self.templates.append(words | {"id": str(self.truth.number()), "status": "PENDING"})
        return 200, {
            "id": self.templates[-1]["id"],
            "status": "PENDING",
            "category": words["category"],
        }

    def get(self, path: str, headers: Any, params: dict[str, str]) -> Answer:
        """The answer to a GET."""
        if headers["Authorization"] != f"Bearer {self.token}":
            return refusal(401, 190, "Access token has expired")
        number = path.rpartition("/")[2]
        if path == f"{VERSION}/{ACCOUNT_ID}/message_templates":
            return 200, self._page(
                int(params.get("after", 0)), min(int(params.get("limit", PAGE)), PAGE)
            )
        if number not in self.media:
            return refusal(400, 100, "Object does not exist")
        data, kind = self.media[number]
        if path.startswith("/file/"):
            return 200, data
        known = {
            "sha256": hashlib.sha256(data).hexdigest(),
            "file_size": len(data),
            "mime_type": kind,
            "id": number,
        }
        return 200, known | {
            "messaging_product": "whatsapp",
            "url": f"{self.address}/file/{number}",
        }

    def _page(self, start: int, size: int) -> dict[str, Any]:
        end = start + size
        paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
        if end < len(self.templates):
            paging["next"] = "https://graph.facebook.invalid/next"
        return {"data": self.templates[start:end], "paging": paging}


def text_of(words: dict[str, Any]) -> str:
    """What the reader sees: the words, or the parameters of a template."""
    inside = words[words["type"]]
    if words["type"] != "template":
        return str(inside.get("body") or inside.get("caption") or "")
    values = [
        each["text"]
        for part in inside["components"]
        if part["type"] == "body"
        for each in part["parameters"]
    ]
    return " | ".join([inside["name"], *values])


def refusal(http: int, code: int, words: str) -> Answer:
    """A refusal of the Graph API."""
    details = {"messaging_product": "whatsapp", "details": words}
    return http, {
        "error": {
            "message": f"(#{code}) {words}",
            "type": "OAuthException",
            "code": code,
            "error_data": details,
        }
    }
