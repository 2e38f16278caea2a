"""What each room brings of its own, found by looking, as Django finds `admin.py`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from types import ModuleType

HOUSE = Path(__file__).resolve().parent.parent
BROUGHT = ("agenda", "clock", "demo", "events", "reports", "search", "todo")  # the modules that are looked for


@cache
def rooms() -> tuple[str, ...]:
    """Name the installed rooms of this house, the lowest first. Ask once Django is ready."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == HOUSE]
    return tuple(config.name for config in ours)


@cache
def modules(name: str) -> tuple[ModuleType, ...]:
    """Import the module `name` of every room that has one, in the order of the rooms."""
    return tuple(import_module(f"{room}.{name}") for room in rooms() if find_spec(f"{room}.{name}"))


def offered(module: str, name: str) -> list[Any]:
    """Collect what every room's `module` calls `name`: a function of the protocol, or a table."""
    return [getattr(each, name) for each in modules(module) if hasattr(each, name)]
