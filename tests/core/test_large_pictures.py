"""Large pictures are taken, whatever their kind, without standing in memory whole."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from core.pictures import TooManyPixels, Unreadable, drawn_afresh
from core.shrinking import shrunk

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("JPEG", "PNG", "WEBP")
MOST = 240  # MB of a process that draws one, of which Python and Pillow are 25
MAKING = """
import sys
from PIL import Image
side = Image.new("RGB", (10000, 8000), "white")
quick = {"WEBP": {"method": 0}, "PNG": {"compress_level": 1}}.get(sys.argv[1], {})
side.save(sys.argv[2], sys.argv[1], **quick)
"""
DRAWING = """
import re, sys
from pathlib import Path
from core.pictures import drawn_afresh
data = Path(sys.argv[2]).read_bytes()
drawn_afresh(data, formats=(sys.argv[1],), pixels=80_000_000, side=2000)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def ran(script: str, *words: str) -> str:
    """What a process of its own prints."""
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def noise(mode: str, size: tuple[int, int] = (257, 301)) -> Image.Image:
    """A picture in which no row is like another."""
    grey = Image.effect_noise(size, 80)
    bands = {"LA": [grey, grey], "RGBA": [grey] * 4, "RGB": [grey] * 3}
    return Image.merge(mode, bands[mode]) if mode in bands else grey.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def afresh(data: bytes, kind: str, *, pixels: int = 80_000_000) -> Image.Image:
    return Image.open(BytesIO(drawn_afresh(data, formats=(kind,), pixels=pixels, side=60)))


@pytest.mark.parametrize("kind", KINDS)
def test_eighty_million_pixels_are_drawn_in_little_memory(kind: str, tmp_path: Path) -> None:
    file = str(tmp_path / "picture")
    ran(MAKING, kind, file)
    peak = int(ran(DRAWING, kind, file))
    assert max(peak, MOST) == MOST


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "L", "P", "1"])
def test_a_picture_read_in_strips_is_the_same_as_one_read_whole(mode: str) -> None:
    data = saved(noise(mode), "PNG")
    with Image.open(BytesIO(data)) as lazy, Image.open(BytesIO(data)) as whole:
        small = shrunk(lazy, data, side=60)
        difference = ImageChops.difference(small, whole.convert("RGBA").reduce(5))
    assert (small.size, difference.getextrema()) == ((52, 61), ((0, 0),) * 4)


def test_a_webp_made_small_by_its_decoder_is_the_same_to_the_eye() -> None:
    data = saved(Image.linear_gradient("L").convert("RGB"), "WEBP")
    with Image.open(BytesIO(data)) as lazy, Image.open(BytesIO(data)) as whole:
        small = shrunk(lazy, data, side=60)
        difference = ImageChops.difference(small, whole.convert("RGBA").reduce(4))
    assert (small.size, max(difference.tobytes()) <= 4) == ((64, 64), True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_large_picture_stands_upright_however_it_was_taken(kind: str, turn: int) -> None:
    tags = Image.Exif()
    tags[0x0112] = turn
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste("black", (0, 0, 150, 100))  # the corner where the picture begins
    data = saved(picture, kind, exif=tags)
    with afresh(data, kind) as seen, Image.open(BytesIO(data)) as whole:
        corners = {2: (1, 0), 3: (1, 1), 4: (0, 1), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
        x, y = corners.get(turn, (0, 0))
        place = (x * (seen.width - 1), y * (seen.height - 1))
        assert (seen.size, whole.size) == ((60, 40) if turn < 5 else (40, 60), (300, 200))
        assert max(seen.crop((*place, place[0] + 1, place[1] + 1)).tobytes()) < 60


@pytest.mark.parametrize("kind", KINDS)
def test_a_large_picture_that_is_cut_or_broken_is_refused(kind: str) -> None:
    data = saved(noise("RGB", (400, 400)), kind)
    for broken in (data[:100], data[: len(data) // 2]):
        with pytest.raises(Unreadable):
            afresh(broken, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_one_pixel_too_many_is_refused(kind: str) -> None:
    data = saved(Image.new("RGB", (200, 100)), kind)
    assert afresh(data, kind, pixels=20_000).size == (60, 30)
    with pytest.raises(TooManyPixels):
        afresh(data, kind, pixels=19_999)
