"""Sounds and films that browsers play, known by their own first bytes."""

from __future__ import annotations

import re
from typing import NamedTuple

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


def played_as(data: bytes) -> Played | None:
    """What kind of sound or film `data` is, by its own first bytes; None when it is neither."""
    head = data[:HEAD]
    if head.startswith(b"OggS"):
        return (
            Played("audio/ogg", ".ogg")
            if b"OpusHead" in head[:64] or b"\x01vorbis" in head[:64]
            else None
        )
    if head.startswith(b"ID3") or MP3_FRAME.match(head):
        return Played("audio/mpeg", ".mp3")
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return None if SEEN.search(data) else Played("audio/webm", ".webm")
    return _of_mp4(data) if head[4:8] == b"ftyp" else _plain(head)


def _plain(head: bytes) -> Played | None:
    """A sound that begins with its own name and nothing around it."""
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return Played("audio/amr", ".amr")
    if AAC_FRAME.match(head):
        return Played("audio/aac", ".aac")
    is_wave = head.startswith(b"RIFF") and head[8:16] == b"WAVEfmt " and b"data" in head
    return Played("audio/wav", ".wav") if is_wave else None


def _of_mp4(data: bytes) -> Played | None:
    """A film when it has a track to see, a sound when it has only tracks to hear."""
    if VIDEO_TRACK.search(data):
        return Played("video/mp4", ".mp4")
    return Played("audio/mp4", ".m4a") if SOUND_TRACK.search(data) else None
