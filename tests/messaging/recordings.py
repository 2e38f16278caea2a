"""Small files of every kind that people send, and of the kinds that are refused."""

import struct
from io import BytesIO

from PIL import Image

from tests.pdfs import PLAN

FTYP = struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0)


def handler(kind: bytes) -> bytes:
    return struct.pack(">I4sII4s", 24, b"hdlr", 0, 0, kind)


def picture(form: str = "JPEG", **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, form, **more)
    return out.getvalue()


def located() -> bytes:
    """A photo that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x8825] = "ZZC camera", {1: "N", 2: (34.0, 2.0, 0.0)}
    return picture(exif=exif)


OGG = b"OggS" + bytes(24) + b"OpusHead" + bytes(60)
SOUNDS = {
    "audio/ogg": OGG,
    "audio/amr": b"#!AMR\n" + bytes(40),
    "audio/mpeg": b"ID3\x04" + bytes(60),
    "audio/aac": b"\xff\xf1\x50\x80" + bytes(40),
    "audio/mp4": FTYP + handler(b"soun"),
    "audio/webm": b"\x1a\x45\xdf\xa3" + bytes(10) + b"webm" + bytes(40) + b"A_OPUS",
    "video/mp4": FTYP + handler(b"soun") + handler(b"vide"),
}
PDF = PLAN
HARMFUL = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "feed.xml": b"<?xml version='1.0'?><a/>",
    "shell.php": b"<?php system($_GET['x']);",
    "setup.exe": b"MZ\x90\x00" + bytes(60),
    "archive.zip": b"PK\x03\x04" + bytes(60),
    "half.jpg": picture()[:200],
    "gif.gif": b"GIF89a<script>alert(1)</script>",
    "ogg without a voice": b"OggS" + bytes(24) + b"<script>alert(1)</script>",
    "mp4 without a track": FTYP + b"<script>",
    "webm with a film": b"\x1a\x45\xdf\xa3" + bytes(10) + b"webm" + bytes(40) + b"V_VP8",
    "wave.wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "nothing": b"",
}
