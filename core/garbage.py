"""A long work is not searched for garbage while it goes on, for it makes little."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def unsearched() -> Iterator[None]:
    """Leave cycles until the block is over, in this process.

    Python goes through all that there is as often as there are many new things: thousands of rows
    that are all still needed have it do so again and again.
    """
    was_searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_searched:
            gc.enable()
