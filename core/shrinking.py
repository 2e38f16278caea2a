"""Large pictures made small while they are read, so that they never stand in memory whole."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from core import webp

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 4: 2, 6: 4}  # bytes a pixel, by colour type, of those with 8 bits a channel
STRIP = 64  # rows, at least
PIECE = 1 << 20  # bytes


def shrunk(picture: Image.Image, data: bytes, *, side: int) -> Image.Image:
    """`picture`, opened from `data`, as RGBA: about twice `side` pixels a side at most, if larger.

    Raises what Pillow raises for a file that is broken.
    """
    factor = max(1, max(picture.size) // side)
    if factor > 1 and picture.format == "WEBP" and webp.is_lossy(data):
        width, height = (-(-length // factor) for length in picture.size)
        return webp.scaled(data, width=width, height=height)
    if factor > 1 and picture.format == "PNG" and _in_rows(data):
        strips = _strips_of_png(data, rows=factor * -(-STRIP // factor))
    else:
        strips = _strips(picture, rows=factor * -(-STRIP // factor))
    width, height = picture.size
    small = Image.new("RGBA", (-(-width // factor), -(-height // factor)))
    top = 0
    for strip in strips:
        part = strip.convert("RGBA").reduce(factor)
        small.paste(part, (0, top))
        top += part.height
    return small


def orientation(picture: Image.Image, data: bytes) -> int:
    """How `picture` lies, as Exif numbers it; 0 where nothing says so."""
    exif = Image.Exif()
    if picture.format == "PNG":  # Pillow would read the whole picture to find it
        exif.load(next((body for kind, body in _chunks(data) if kind == b"eXIf"), b""))
    else:
        exif = picture.getexif()
    return int(exif.get(ExifTags.Base.Orientation, 0))


def is_whole(picture: Image.Image, data: bytes) -> bool:
    """Whether it must stand in memory whole, with up to four bytes for each pixel or more."""
    if picture.format == "WEBP":
        return not webp.is_lossy(data)
    return picture.format == "PNG" and picture.mode in {"RGB", "RGBA", "LA"} and not _in_rows(data)


def _in_rows(data: bytes) -> bool:
    """Whether a PNG can be read row by row: whole bytes for each pixel, from top to bottom."""
    depth, colour, *_others, interlaced = struct.unpack(">BBBBB", data[24:29])
    return (depth, interlaced) == (8, 0) and colour in CHANNELS


def _strips(picture: Image.Image, *, rows: int) -> Iterator[Image.Image]:
    for top in range(0, picture.height, rows):
        yield picture.crop((0, top, picture.width, min(top + rows, picture.height)))


def _strips_of_png(data: bytes, *, rows: int) -> Iterator[Image.Image]:
    """Each strip as a small PNG of its own, which begins with the last row of the one before.

    Rows refer to the row above them, and to no other.
    """
    width, height = struct.unpack(">II", data[16:24])
    length = 1 + width * CHANNELS[data[25]]
    lines, above, done = _lines(data), b"", 0
    held = bytearray()
    while done < height:
        wanted = min(rows, height - done)
        while len(held) < wanted * length:
            held += next(lines, b"") or _cut()
        first = b"\0" + above if above else b""
        strip = _png(data, first + bytes(held[: wanted * length]), rows=wanted + bool(above))
        del held[: wanted * length]
        done += wanted
        bottom = strip.height
        yield strip.crop((0, int(bool(above)), width, bottom))
        above = strip.crop((0, bottom - 1, width, bottom)).tobytes()


def _cut() -> bytes:
    raise OSError("the picture ends too early")


def _lines(data: bytes) -> Iterator[bytes]:
    """The rows of a PNG, unpacked and still filtered, in pieces. Raises OSError when broken."""
    unpacking = zlib.decompressobj()
    try:
        for kind, body in _chunks(data):
            waiting = body if kind == b"IDAT" else b""
            while waiting and not unpacking.eof:
                yield unpacking.decompress(waiting, PIECE)
                waiting = unpacking.unconsumed_tail
    except zlib.error as broken:
        raise OSError("the picture is broken") from broken


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place + 8 <= len(data):
        (size,) = struct.unpack(">I", data[place : place + 4])
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += size + 12


def _png(data: bytes, lines: bytes, *, rows: int) -> Image.Image:
    """`lines` of the PNG `data` as a picture of so many `rows`."""
    head = data[16:20] + struct.pack(">I", rows) + data[24:29]
    colours = [(kind, body) for kind, body in _chunks(data) if kind == b"tRNS"]
    chunks = [(b"IHDR", head), *colours, (b"IDAT", zlib.compress(lines, 0)), (b"IEND", b"")]
    file = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    strip = Image.open(BytesIO(SIGNATURE + file), formats=("PNG",))
    strip.load()
    return strip
