"""An e-mail that answers one of ours: whom it answers, its new words, and what it quotes."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
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

from messaging.http.quotation import told_apart, without_our_address
from messaging.http.replies import answered

if TYPE_CHECKING:
    from messaging.models import Message

LONGEST = 10_000  # letters of an answer; the rest is folded
RECIPIENTS = ("X-Original-To", "Delivered-To", "To", "Cc")
NEVER_A_PERSON = {"bulk", "junk", "list", "auto_reply"}
ALONE = {"br", "img", "meta", "link", "hr", "input"}  # tags that nothing ends
UNTOLD = {"", "us-ascii", "ascii", "utf-8"}  # said of bytes that they cannot be
LATIN = {"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "cp1252"}
ARABIC = re.compile("[\u0600-\u06ff]{3}")


@dataclass(frozen=True)
class Reply:
    """What somebody answered by e-mail."""

    answers: Message
    address: str
    provider_id: str
    at: datetime
    text: str
    quoted: str


def read(raw: bytes, *, recipient: str = "") -> Reply | None:
    """The answer in a mail; None where it answers nothing of ours, or where a machine wrote it."""
    letter = BytesHeaderParser().parsebytes(raw)
    named = [recipient, *(address for _name, address in getaddresses(_heads(letter, *RECIPIENTS)))]
    answers = next((message for address in named if (message := answered(address))), None)
    if answers is None:
        return None
    text, quoted = _words(message_from_bytes(raw, _class=EmailMessage, policy=default))
    number = _head(letter, "Message-ID").strip()[:190] or hashlib.sha256(raw).hexdigest()
    return Reply(
        answers=answers,
        address=parseaddr(_head(letter, "From"))[1].lower()[:254],
        provider_id=f"mail:{number}",
        at=_moment(letter),
        text=text,
        quoted=quoted,
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


def _words(letter: EmailMessage) -> tuple[str, str]:
    """The new words with the names of the files, which are not kept; and what is quoted."""
    body = letter.get_body(("plain", "html"))
    written, shown_as_quoted = _text_of(body) if body is not None else ("", "")
    new, quoted = told_apart(written)
    more, quoted = new[LONGEST:], f"{quoted}\n{shown_as_quoted}".strip()
    files = [name for part in letter.iter_attachments() if (name := part.get_filename())]
    text = "\n".join([new[:LONGEST], *(f"📎 {name}" for name in files)]).strip()
    return without_our_address(text), without_our_address(f"{more}\n{quoted}".strip())


def _text_of(body: MIMEPart) -> tuple[str, str]:
    """What a mail says, and what a page shows as quoted."""
    payload = body.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    words = _decoded(raw, str(body.get_content_charset() or "")).replace("\r\n", "\n")
    if body.get_content_subtype() != "html":
        return words, ""
    reader = _Reader()
    reader.feed(words)
    reader.close()
    return "".join(reader.words), "".join(reader.quoted).strip()


def _decoded(raw: bytes, declared: str) -> str:
    """`raw` as what it is; only then as what it says of itself.

    Words that are UTF-8 by chance are not written. Windows' Arabic table has the French letters
    too, and what programs call ISO-8859-1 is Windows'.
    """
    wide = declared.startswith(("utf-16", "utf-32"))
    for name in (declared,) if raw.isascii() or wide else ("utf-8",):
        with suppress(LookupError, ValueError):
            return raw.decode(name or "ascii")
    arabic = raw.decode("cp1256", errors="replace")
    if declared in UNTOLD or (declared in LATIN and ARABIC.search(arabic)):
        return arabic
    with suppress(LookupError, ValueError):  # an alphabet that nobody knows, or another one
        return raw.decode("cp1252" if declared in LATIN else declared)
    return arabic


class _Reader(HTMLParser):
    """The words of a page, and those that it quotes."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.quoted: list[str] = []
        self.inside: list[str] = []  # the tags that are open since a quotation or an unseen part
        self.unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new line where one begins; what is not shown, such as a style, says nothing."""
        quoted = tag == "blockquote" or "gmail_quote" in (dict(attrs).get("class") or "")
        unseen = tag in {"style", "script", "head"}
        if quoted and not self.inside:
            self.quoted.append("\n")
        if tag not in ALONE and (self.inside or quoted or unseen):
            self.unseen = self.unseen or unseen
            self.inside.append(tag)
        if tag in {"br", "p", "div", "li", "tr"}:
            (self.quoted if self.inside else self.words).append("\n")

    def handle_endtag(self, tag: str) -> None:
        """What was quoted ends with its own tag."""
        if tag in self.inside:
            while self.inside.pop() != tag:
                continue
            self.unseen = self.unseen and bool(self.inside)

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.unseen:
            (self.quoted if self.inside else self.words).append(data)
