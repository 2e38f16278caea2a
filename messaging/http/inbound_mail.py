"""An e-mail that answers one of ours: whom it answers, its new words, and what it quotes."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import Message as Heads
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from messaging.http.mail_words import Words, bytes_of, head, words_of
from messaging.http.quotation import told_apart, without_our_address
from messaging.http.replies import answered, token_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from messaging.models import Message

MOST_FILES = 10  # of one mail
CLIP = "📎"
LONGEST = 10_000  # letters of an answer; the rest is folded
RECIPIENTS = ("X-Original-To", "Delivered-To", "To", "Cc")
NEVER_A_PERSON = {"bulk", "junk", "list", "auto_reply"}
# What Python's parser of mails meets in what is none.
ODD_MAIL = (
    *(ArithmeticError, AttributeError, LookupError, MessageError),
    *(RecursionError, TypeError, ValueError),
)
HEAD = re.compile(rb"\r?\n\r?\n")  # what ends it
AGAIN = re.compile(r"^(?:\s*(?:re|rép|ref|tr|fw|fwd|aw|sv|رد|إعادة توجيه)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Reply:
    """What somebody answered by e-mail."""

    answers: Message
    address: str
    provider_id: str
    at: datetime
    text: str
    quoted: str
    files: list[str]  # the names of those that are worth being kept


@dataclass(frozen=True)
class Sheet:
    """What the head of a mail says."""

    sender: str
    address: str
    subject: str
    at: datetime


def read(raw: bytes, *, recipient: str = "") -> Reply | None:
    """The answer in a mail; None where it answers nothing of ours."""
    answers = whom_it_answers(raw, recipient=recipient)
    if answers is None:
        return None
    sheet = sheet_of(raw)
    words = words_of(raw)
    text, quoted = _said(words, subject=sheet.subject, known=answers.subject)
    return Reply(
        answers=answers,
        address=sheet.address,
        provider_id=name_of(raw),
        at=sheet.at,
        text=text,
        quoted=quoted,
        files=_names(words),
    )


def whom_it_answers(raw: bytes, *, recipient: str = "") -> Message | None:
    """The message of ours that a mail answers, by the address it came to."""
    named = (answered(address) for address in _addressed(raw, recipient))
    return next((message for message in named if message), None)


def tokens_of(raw: bytes, *, recipient: str = "") -> list[str]:
    """The tokens of the addresses of our form that a mail came to."""
    found = (token_of(address) for address in _addressed(raw, recipient))
    return list(dict.fromkeys(filter(None, found)))


def is_for_us(raw: bytes, *, recipient: str = "") -> bool:
    """Whether it came to an address of the form that we give, even if we never gave that one."""
    return any(without_our_address(address) != address for address in _addressed(raw, recipient))


def _letter(raw: bytes) -> Heads:
    """The head alone: Python would go through all lines of the body too, which may be 25 MB."""
    return BytesHeaderParser().parsebytes(raw[: end.end()] if (end := HEAD.search(raw)) else raw)


def _addressed(raw: bytes, recipient: str) -> Iterator[str]:
    yield recipient  # the mail server knows better than any head
    letter = _letter(raw)
    for line in _heads(letter, *RECIPIENTS):
        with suppress(RecursionError):  # brackets inside brackets: no address
            yield from [address for _name, address in getaddresses([line])]


def sheet_of(raw: bytes) -> Sheet:
    """From whom it says to be, about what, and when."""
    letter = _letter(raw)
    return Sheet(
        sender=without_our_address(head(letter, "From"))[:200],
        address=parseaddr(_head(letter, "From"))[1].lower()[:254],
        subject=without_our_address(head(letter, "Subject"))[:200],
        at=_moment(letter),
    )


def name_of(raw: bytes) -> str:
    """The one name of a mail, however often and on whatever ways it reaches us."""
    letter = _letter(raw)
    number = _head(letter, "Message-ID").strip()
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2] if number else raw
    words = f"{number}\n{_head(letter, 'From')}\n".encode("utf-8", "surrogateescape")
    return f"mail:{hashlib.sha256(words + body).hexdigest()}"


def by_a_machine(raw: bytes) -> bool:
    """Whether nobody wrote this: an absence, a delivery report, a list. Never answered."""
    letter = _letter(raw)
    automatic = _head(letter, "Auto-Submitted").partition(";")[0].strip().lower() not in {"", "no"}
    bounced = (
        _head(letter, "Return-Path").strip() == "<>"
        or letter.get_content_type() == "multipart/report"
    )
    return automatic or bounced or _head(letter, "Precedence").strip().lower() in NEVER_A_PERSON


def said_in(raw: bytes) -> tuple[str, str]:
    """The new words of a mail with the names of its files, and what it quotes."""
    return _said(words_of(raw))


def names_in(raw: bytes) -> list[str]:
    """What those files are called."""
    return _names(words_of(raw))


def files_in(raw: bytes) -> list[Callable[[], bytes]]:
    """The files in a mail that are worth being kept, each unpacked when it is asked for."""
    return _kept(words_of(raw))


def _said(words: Words, *, subject: str = "", known: str = "") -> tuple[str, str]:
    """A `subject` that is not the `known` one of our own message is a word of theirs too."""
    new, quoted = told_apart("\n\n".join(words.said))
    about = AGAIN.sub("", subject)
    theirs = [about] if known and about not in {"", known.strip()} else []
    files = [f"{CLIP} {each.name}" for each in words.files]
    text = "\n".join([*theirs, new[:LONGEST], *files]).strip()
    folded = [new[LONGEST:], quoted, *words.quoted]
    return without_our_address(text), without_our_address("\n".join(filter(None, folded)).strip())


def _kept(words: Words) -> list[Callable[[], bytes]]:
    parts = [each.part for each in words.files if each.part is not None]
    return [partial(bytes_of, part) for part in parts[:MOST_FILES]]


def _names(words: Words) -> list[str]:
    names = [f"{CLIP} {each.name}" for each in words.files if each.part is not None]
    return [without_our_address(name) for name in names[:MOST_FILES]]


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
