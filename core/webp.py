"""WebP pictures made small by the decoder that Pillow brings, which can but is not asked to."""

from __future__ import annotations

from ctypes import (
    CDLL,
    POINTER,
    Structure,
    Union,
    byref,
    c_char_p,
    c_int,
    c_size_t,
    c_ubyte,
    c_uint32,
    c_void_p,
    string_at,
)

from PIL import Image, _webp

ABI = 0x0210  # of libwebp 1.3 and later; it refuses another major one
RGBA = 1
FOUND = 0
LOSSY = 1


class Rgba(Structure):
    """Where the pixels are."""

    _fields_ = [("pixels", POINTER(c_ubyte)), ("stride", c_int), ("size", c_size_t)]


class Yuva(Structure):
    """The larger of the two ways in which pixels are kept."""

    _fields_ = [("planes", c_void_p * 4), ("strides", c_int * 4), ("sizes", c_size_t * 4)]


class Kept(Union):
    """Either of them."""

    _fields_ = [("rgba", Rgba), ("yuva", Yuva)]


class Config(Structure):
    """`WebPDecoderConfig` of libwebp's decode.h: what is in a file, what comes out, and how."""

    _fields_ = [
        *((name, c_int) for name in ("width", "height", "has_alpha", "moves", "format")),
        ("reserved_1", c_uint32 * 5),
        *((name, c_int) for name in ("colours", "out_width", "out_height", "foreign")),
        ("kept", Kept),
        ("reserved_2", c_uint32 * 4),
        ("private", c_void_p),
        *((name, c_int) for name in ("no_filter", "not_fancy", "crops", "left", "top")),
        *((name, c_int) for name in ("crop_width", "crop_height", "scales", "scaled_width")),
        *((name, c_int) for name in ("scaled_height", "threads", "dither", "flip", "alpha")),
        ("reserved_3", c_uint32 * 5),
    ]


def _library() -> CDLL | None:
    """Pillow's libwebp; None where its wheel hides it."""
    library = CDLL(_webp.__file__)
    if not hasattr(library, "WebPDecode"):
        return None
    library.WebPGetFeaturesInternal.argtypes = [c_char_p, c_size_t, c_void_p, c_int]
    library.WebPInitDecoderConfigInternal.argtypes = [c_void_p, c_int]
    library.WebPDecode.argtypes = [c_char_p, c_size_t, c_void_p]
    library.WebPFreeDecBuffer.argtypes = [c_void_p]
    library.WebPFreeDecBuffer.restype = None
    return library


LIBRARY = _library()


def is_lossy(data: bytes) -> bool:
    """Whether it is one picture that is decoded row by row, and never stands in memory whole."""
    config = Config()
    if LIBRARY is None or LIBRARY.WebPGetFeaturesInternal(data, len(data), byref(config), ABI):
        return False
    return (config.moves, config.format) == (0, LOSSY)


def scaled(data: bytes, *, width: int, height: int) -> Image.Image:
    """The picture at this size, as RGBA. Raises OSError for a broken one."""
    config = Config()
    if LIBRARY is None or not LIBRARY.WebPInitDecoderConfigInternal(byref(config), ABI):
        raise OSError("another libwebp than expected")
    config.colours, config.scales = RGBA, 1
    config.scaled_width, config.scaled_height = width, height
    out = byref(config, Config.colours.offset)
    try:
        if LIBRARY.WebPDecode(data, len(data), byref(config)) != FOUND:
            raise OSError("the picture is broken")
        rgba = config.kept.rgba
        pixels = string_at(rgba.pixels, rgba.stride * height)
        return Image.frombytes("RGBA", (width, height), pixels, "raw", "RGBA", rgba.stride)
    finally:
        LIBRARY.WebPFreeDecBuffer(out)
