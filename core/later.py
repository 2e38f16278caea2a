"""What one page needs is imported when somebody first asks for it, not at each worker's start.

A name imported later is imported for the checkers, and found later when the code runs:

    if TYPE_CHECKING:
        import httpx
    else:
        httpx = later("httpx")

Python's own import holds a lock for each module, so that two threads never see half of one. Before
Python 3.11.8 `importlib.util.LazyLoader` held none.
"""

from importlib import import_module
from typing import Any


class Later:
    """A module that is imported once one of its names is asked for."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._module), name)


def later(module: str) -> Any:
    """Name a module that is imported once one of its names is asked for."""
    return Later(module)
