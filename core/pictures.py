"""Pictures drawn afresh: only what is seen is kept, without place, time or maker of the camera."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from pillow_heif import register_heif_opener

from core.shrinking import is_whole, orientation, shrunk

UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

WHOLE = 12_000_000  # pixels, of a picture that can only be read whole
TURNS = {  # by the number that Exif gives to how a picture lies
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

register_heif_opener(thumbnails=False, decode_threads=1)


class Unreadable(Exception):  # noqa: N818  it says what the file is
    """The file is no picture of these formats, or a broken one."""


class TooManyPixels(Exception):  # noqa: N818  it says what was found
    """The picture would take more memory than it is worth."""


def drawn_afresh(
    data: bytes, *, formats: tuple[str, ...], pixels: int, side: int, transparent: bool = False
) -> bytes:
    """The picture as a new JPEG on white, or PNG when `transparent`.

    Upright, at most `side` pixels a side. Raises TooManyPixels beyond `pixels`, Unreadable when it
    is none of `formats`.
    """
    try:
        with Image.open(BytesIO(data), formats=formats) as picture:
            most = min(pixels, WHOLE) if is_whole(picture, data) else pixels
            if picture.width * picture.height > most:
                raise TooManyPixels
            picture.draft("RGB", (side, side))  # a large JPEG is decoded at a fraction of its size
            turned = TURNS.get(orientation(picture, data))
            colours = shrunk(picture, data, side=side)
            colours = colours.transpose(turned) if turned is not None else colours
            colours.thumbnail((side, side))
    except UNREADABLE as unreadable:
        raise Unreadable from unreadable
    return _png(colours) if transparent else _jpeg(colours)


def _png(colours: Image.Image) -> bytes:
    """New pixels, so that nothing is copied that hung on the old ones."""
    drawn = BytesIO()
    Image.frombytes("RGBA", colours.size, colours.tobytes()).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


def _jpeg(colours: Image.Image) -> bytes:
    drawn, sheet = BytesIO(), Image.new("RGB", colours.size, "white")
    sheet.paste(colours, mask=colours)
    sheet.save(drawn, "JPEG", quality=82, optimize=True)
    return drawn.getvalue()
