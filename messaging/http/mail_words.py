"""The words of a mail, part by part: what it says, what it only shows, and the files it names."""

from __future__ import annotations

import re
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from typing import TYPE_CHECKING

from messaging.http.mail_pages import words_of_page

if TYPE_CHECKING:
    from collections.abc import Iterator

UNTOLD = {"", "us-ascii", "ascii", "utf-8"}  # said of bytes that they cannot be
LATIN = {"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "cp1252"}
ARABIC = re.compile("[\u0600-\u06ff]{3}")
HEADS = ("From", "Date", "Subject", "To")  # of a mail inside a mail
APPOINTMENT = re.compile(r"^(?:SUMMARY|COMMENT)[^:\n]*:(.*)$|PARTSTAT=([\w-]+)", re.MULTILINE)
PACKED = re.compile(r"[A-Za-z0-9+/]*={0,2}")  # a line of base64
FOLDED = re.compile(r"\r?\n[ \t]")
LOGO = 14_000  # signs of base64: 10 kB
DEEPEST = 20  # mails and parts inside each other
LONGEST_WORK = 20_000_000  # looks at a line: Python's parser looks at each for each open part


@dataclass(frozen=True)
class File:
    """A file in a mail; `part` where it is worth being kept beside the words."""

    name: str
    part: Message | None = None


@dataclass
class Words:
    """What a mail says; what it shows as quoted; the files in it."""

    said: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether there is anything but empty lines."""
        return bool(self.files) or bool("".join([*self.said, *self.quoted]).strip())


def words_of(raw: bytes) -> Words:
    """All words in a mail. Raises what Python's parser of mails raises.

    Raises ValueError too for one that it would read for minutes: no program writes such a mail.
    """
    if raw.count(b"\n") * (10 + raw.lower().count(b"boundary=")) > LONGEST_WORK:
        raise ValueError("Too many lines in too many parts.")
    words = Words()
    _read(message_from_bytes(raw, policy=compat32), words, depth=0)
    return words


def _read(part: Message, words: Words, *, depth: int) -> None:
    """One part, and what is inside it; of several forms of the same words, the plainest."""
    inside = _inside(part)
    if depth > DEEPEST:
        words.files.append(File(part.get_content_type()))
    elif part.get_content_type() == "message/rfc822" and inside:
        for letter in inside:
            _read_forwarded(letter, words, depth=depth + 1)
    elif not inside:
        _read_leaf(part, words)
    elif part.get_content_type() == "multipart/alternative":
        _read_best(inside, words, depth=depth + 1)
    else:
        for each in inside:
            _read(each, words, depth=depth + 1)


def _inside(part: Message) -> list[Message]:
    pieces = part.get_payload()
    return (
        [each for each in pieces if isinstance(each, Message)] if isinstance(pieces, list) else []
    )


def _read_best(forms: list[Message], words: Words, *, depth: int) -> None:
    """The first form that says something, the plainest first; appointments and files beside it."""
    chosen = False
    for form in sorted(forms, key=lambda form: form.get_content_type() != "text/plain"):
        found = Words()
        _read(form, found, depth=depth)
        if form.get_content_type() == "text/calendar" or (found.says_something and not chosen):
            _add(found, words)
            chosen = chosen or form.get_content_type() != "text/calendar"
        else:
            words.files += found.files


def _read_forwarded(letter: Message, words: Words, *, depth: int) -> None:
    """A mail inside a mail: all of it is somebody's earlier words."""
    found = Words()
    _read(letter, found, depth=depth)
    heads = [f"{name}: {text}" for name in HEADS if (text := head(letter, name))]
    words.quoted.append("\n".join([*heads, "", *found.said, *found.quoted]).strip())
    words.files += found.files


def _read_leaf(part: Message, words: Words) -> None:
    """One piece of text, or one file. What says to be in pieces and is not is text."""
    kind, name = part.get_content_type(), _name(part)
    is_text = part.get_content_maintype() in {"text", "multipart"}
    text = text_of(part) if is_text else ""
    if kind == "text/calendar":
        words.said.append(_appointment(text))
    elif kind == "text/html" and not name:
        said, quoted = words_of_page(text)
        words.said.append(said)
        words.quoted.append(quoted)
    elif text and (name or part.get_content_disposition() == "attachment"):
        words.files.append(File(name or kind))
        words.quoted.append(f"{name or kind}\n{text}")
    elif is_text:
        words.said.append(_unwrapped(text, part) if kind == "text/plain" else text)
    else:
        words.files.append(File(name or kind, None if _is_small_talk(part) else part))


def _is_small_talk(part: Message) -> bool:
    """Whether a file says nothing of its own: a signature, a logo that stands below every mail."""
    small = part.get_content_maintype() == "image" and len(str(part.get_payload())) < LOGO
    return "signature" in part.get_content_subtype() or (small and "Content-ID" in part)


def _add(found: Words, words: Words) -> None:
    words.said += found.said
    words.quoted += found.quoted
    words.files += found.files


def bytes_of(part: Message) -> bytes:
    """What is in a part, unpacked."""
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        return _unpacked(str(part.get_payload()))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a part, with the line ends of Python."""
    words = decoded(bytes_of(part), str(part.get_content_charset() or ""))
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _unpacked(payload: str) -> bytes:
    """Base64 as far as it is any, and what follows it: lists add their words in the open.

    Python leaves as it is what ends too early, and makes nonsense of what is not base64.
    """
    packed: list[str] = []
    lines = payload.splitlines()
    for line in map(str.strip, lines):
        if not PACKED.fullmatch(line) or (packed and packed[-1].endswith("=")):
            break
        packed.append(line)
    signs = "".join(packed).rstrip("=")
    signs = signs[: len(signs) - (len(signs) % 4 == 1)]
    rest = "".join(f"\n{line}" for line in lines[len(packed) :])
    said = b64decode(signs + "=" * (-len(signs) % 4))
    return said + rest.encode("utf-8", "surrogateescape")


def head(letter: Message, name: str) -> str:
    """A line of the head, in letters; empty where there is none."""
    # `get` has put a sign of replacement in the place of each letter that is not English
    lines = (str(text) for key, text in letter.raw_items() if key.lower() == name.lower())
    value = next(lines, "").encode("utf-8", "surrogateescape")
    with suppress(ValueError, LookupError):
        pieces = decode_header(decoded(value, ""))
        return " ".join("".join(_pieces(pieces)).split())
    return " ".join(decoded(value, "").split())


def _pieces(pieces: list[tuple[bytes | str, str | None]]) -> Iterator[str]:
    for piece, charset in pieces:
        yield piece if isinstance(piece, str) else decoded(piece, charset or "")


def _name(part: Message) -> str:
    """The name of the file in a part, in letters."""
    with suppress(ValueError, LookupError, TypeError):
        name = part.get_filename("").encode("utf-8", "surrogateescape")
        pieces = decode_header(decoded(name, ""))
        return " ".join("".join(_pieces(pieces)).split())[:200]
    return ""


def _appointment(text: str) -> str:
    """What somebody answered to an appointment: whether they come, what it is, their words."""
    lines = [one or state for one, state in APPOINTMENT.findall(FOLDED.sub("", text))]
    return "\n".join(["📅", *dict.fromkeys(line.strip() for line in lines)])


def _unwrapped(text: str, part: Message) -> str:
    """Paragraphs that a program wrapped (RFC 3676) as they were written."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    glue = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[list[str]] = []  # in pieces
    goes_on = False
    for line in text.split("\n"):
        plain = line.removeprefix(" ")
        if goes_on and not line.startswith(">") and plain != "-- ":
            lines[-1][-1] = lines[-1][-1].removesuffix(" ")
            lines[-1] += filter(None, [glue, plain])
        else:
            lines.append([plain])
        goes_on = line.endswith(" ") and not line.startswith(">") and plain != "-- "
    return "\n".join(map("".join, lines))


def decoded(raw: bytes, declared: str) -> str:
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
