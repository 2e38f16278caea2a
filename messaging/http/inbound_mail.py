"""An e-mail that answers one of ours: whom it answers, and its new words without the quotation."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.message import Message as Heads
from email.parser import BytesHeaderParser
from email.policy import default
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from django.utils import timezone

from messaging.http.replies import answered

if TYPE_CHECKING:
    from messaging.models import Message

LONGEST = 20_000  # letters that are looked at
RECIPIENTS = ("X-Original-To", "Delivered-To", "To", "Cc")
NEVER_A_PERSON = {"bulk", "junk", "list", "auto_reply"}
ALONE = {"br", "img", "meta", "link", "hr", "input"}  # tags that nothing ends
# A quotation begins: "On … wrote:", "Le … a écrit :", "في … كتب …:", a rule, Outlook's head, ours.
QUOTATION = re.compile(
    r"""(?mx)
    ^\s*>                                                       # a quoted line
    | ^\s*(?:On|Le|El)\b[^\n]{0,200}\n?[^\n]{0,120}\b(?:wrote|a\s+écrit|escribió)\s*:\s*$
    | ^[^\n]{0,160}\bكتب[^\n]{0,160}:\s*$
    | ^\s*-{2,}\s*(?:Original\ Message|Message\ d'origine|Message\ transféré|الرسالة\ الأصلية)
    | ^\s*_{10,}\s*$
    | ^\s*(?:From|De|من)\s*:\s[^\n]+\n\s*(?:Sent|Envoyé|Date|To|À|تم\ الإرسال|إلى)\s*:
    | ^--\s$                                                    # the sign before a signature
    """
)


@dataclass(frozen=True)
class Reply:
    """What somebody answered by e-mail."""

    answers: Message
    address: str
    provider_id: str
    at: datetime
    text: str


def read(raw: bytes, *, recipient: str = "") -> Reply | None:
    """The answer in a mail; None where it answers nothing of ours, or where a machine wrote it."""
    letter = BytesHeaderParser().parsebytes(raw)
    named = [recipient, *(address for _name, address in getaddresses(_heads(letter, *RECIPIENTS)))]
    answers = next((message for address in named if (message := answered(address))), None)
    if answers is None:
        return None
    number = _head(letter, "Message-ID").strip()[:190] or hashlib.sha256(raw).hexdigest()
    return Reply(
        answers=answers,
        address=parseaddr(_head(letter, "From"))[1].lower()[:254],
        provider_id=f"mail:{number}",
        at=_moment(letter),
        text=_new_words(message_from_bytes(raw, _class=EmailMessage, policy=default)),
    )


def by_a_machine(raw: bytes) -> bool:
    """Whether nobody wrote this: an absence, a delivery report, a list. Never answered nor kept."""
    letter = BytesHeaderParser().parsebytes(raw)
    automatic = _head(letter, "Auto-Submitted").partition(";")[0].strip().lower() not in {"", "no"}
    bounced = (
        _head(letter, "Return-Path").strip() == "<>"
        or letter.get_content_type() == "multipart/report"
    )
    return automatic or bounced or _head(letter, "Precedence").strip().lower() in NEVER_A_PERSON


def _heads(letter: Heads, *names: str) -> list[str]:
    return [str(value) for name in names for value in letter.get_all(name, [])]


def _head(letter: Heads, name: str) -> str:
    return next(iter(_heads(letter, name)), "")


def _moment(letter: Heads) -> datetime:
    try:
        moment = parsedate_to_datetime(_head(letter, "Date"))
    except (ValueError, OverflowError):
        return timezone.now()
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _new_words(letter: EmailMessage) -> str:
    """The text above the quotation, and the names of the files with it, which are not kept."""
    body = letter.get_body(("plain", "html"))
    words = _text_of(body)[:LONGEST] if body is not None else ""
    begins = QUOTATION.search(words)
    kept = words[: begins.start()] if begins else words
    files = [name for part in letter.iter_attachments() if (name := part.get_filename())]
    return "\n".join([kept.strip(), *(f"📎 {name}" for name in files)]).strip()


def _text_of(body: MIMEPart) -> str:
    try:
        words = str(body.get_content())
    except (LookupError, ValueError):  # an alphabet that nobody knows
        payload = body.get_payload(decode=True)
        words = payload.decode(errors="replace") if isinstance(payload, bytes) else ""
    if body.get_content_subtype() != "html":
        return words.replace("\r\n", "\n")
    reader = _Reader()
    reader.feed(words)
    return "".join(reader.words)


class _Reader(HTMLParser):
    """The words of a page, up to its quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where one begins; nothing of what is quoted or not shown."""
        quoted = tag == "blockquote" or "gmail_quote" in (dict(attrs).get("class") or "")
        if self.silent or quoted or tag in {"style", "script", "head"}:
            self.silent += tag not in ALONE
        elif tag in {"br", "p", "div", "li", "tr"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """What was quoted ends with its own tag."""
        self.silent -= bool(self.silent) and tag not in ALONE

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.silent:
            self.words.append(data)
