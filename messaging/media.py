"""Files as they may be kept: known by content, pictures drawn afresh, others refused."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.antivirus import scan
from core.files import SafeFile, kept, safe_file
from messaging.models import Post

LARGEST = 16 * 1024 * 1024  # what WhatsApp carries at most, but for documents
VIDEO_TRACK = re.compile(rb"hdlr.{8}vide", re.DOTALL)
SOUND_TRACK = re.compile(rb"hdlr.{8}soun", re.DOTALL)
SEEN = re.compile(rb"V_(VP8|VP9|AV1|MPEG)")
MP3_FRAME = re.compile(
    rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]"
)  # layer III, a bit rate that exists
AAC_FRAME = re.compile(rb"\xff[\xf0\xf1\xf8\xf9][\x40-\xbf]")
HEAD = 4096  # bytes


class Played(NamedTuple):
    """A kind of sound or film that browsers play, and how it is kept."""

    content_type: str
    suffix: str


def make_safe(data: bytes) -> SafeFile:
    """`data` as it may be kept, under a random name.

    Raises ValidationError('file'); `Infected` or `NotScanned` where there is a scanner.
    """
    scan(data)
    return unscanned(data)


def unscanned(data: bytes) -> SafeFile:
    """The same, of what was scanned before. Raises ValidationError('file')."""
    played = played_as(data)
    if played is None:
        return safe_file(data, "file")
    return kept(data, played.suffix, name=f"file{played.suffix}", content_type=played.content_type)


def kind_of_post(content_type: str) -> Post.Kind:
    """How a post with such a file is called."""
    return {"audio": Post.Kind.VOICE, "image": Post.Kind.PICTURE}.get(
        content_type.partition("/")[0], Post.Kind.FILE
    )


def played_as(data: bytes) -> Played | None:
    """What kind of sound or film `data` is, by its own first bytes; None when it is neither."""
    head = data[:HEAD]
    if head.startswith(b"OggS"):
        return (
            Played("audio/ogg", ".ogg")
            if b"OpusHead" in head[:64] or b"\x01vorbis" in head[:64]
            else None
        )
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return Played("audio/amr", ".amr")
    if head.startswith(b"ID3") or MP3_FRAME.match(head):
        return Played("audio/mpeg", ".mp3")
    if AAC_FRAME.match(head):
        return Played("audio/aac", ".aac")
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return None if SEEN.search(data) else Played("audio/webm", ".webm")
    return _of_mp4(data) if head[4:8] == b"ftyp" else None


def _of_mp4(data: bytes) -> Played | None:
    """A film when it has a track to see, a sound when it has only tracks to hear."""
    if VIDEO_TRACK.search(data):
        return Played("video/mp4", ".mp4")
    return Played("audio/mp4", ".m4a") if SOUND_TRACK.search(data) else None
