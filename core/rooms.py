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
PROTOCOL = {  # module: what it may offer, at least one of these
    "agenda": ("of_application", "steps_of_application", "of_participation"),
    "blind": ("unnamed", "off"),
    "brief": ("brief",),
    "busy": ("busy",),
    "calendar": ("days",),
    "clock": ("EVERY",),
    "copying": ("copy", "replaced"),
    "decree": ("after_decree",),
    "demo": ("put_in", "take_out"),
    "events": ("EVENTS",),
    "filed": ("filed",),
    "learned": ("learned",),
    "leaving": ("hold", "leaving"),
    "meeting": ("arrived", "called"),
    "in_short": ("in_short",),
    "menu": ("entries",),
    "morning": ("notices",),
    "opening": ("preparations",),
    "reach": ("reach",),
    "relies": ("relies",),
    "replies": ("REPLIES", "OTHERWISE"),
    "reports": ("columns",),
    "search": ("hits", "DOSSIERS"),
    "todo": ("todo",),
    "wanted": ("wanted",),
}
LAYERS = {  # packages that are a layer of their room, no part of it
    *("views", "admin", "models", "forms", "actions", "clock", "events", "tasks", "http"),
    *("management", "migrations", "templatetags", "data"),
}
# Of a `clock.py`: entries of Celery's schedule by their names; ours are `asks` and `hears`.
Times = dict[str, dict[str, Any]]


@cache
def rooms() -> tuple[str, ...]:
    """Name the installed rooms of this house, the lowest first. Ask once Django is ready."""
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == HOUSE]
    return tuple(config.name for config in ours)


def parts(room: str) -> list[str]:
    """Name the packages of a room that are no layer of it: `["selection.choosing", …]`."""
    folders = sorted(path.parent.name for path in (HOUSE / room).glob("*/__init__.py"))
    return [f"{room}.{folder}" for folder in folders if folder not in LAYERS]


def packages() -> list[str]:
    """Name every room and its parts, the lowest room first."""
    return [name for room in rooms() for name in (room, *parts(room))]


def packages_with(module: str) -> list[str]:
    """Name those that have a file `module`, of which none is imported to find out."""
    having = ((name, HOUSE.joinpath(*name.split("."), f"{module}.py")) for name in packages())
    return [name for name, file in having if file.exists()]


@cache
def modules(name: str) -> tuple[ModuleType, ...]:
    """Import the module `name` of every room that has one, in the order of the rooms."""
    return tuple(import_module(f"{room}.{name}") for room in rooms() if find_spec(f"{room}.{name}"))


def offered(module: str, name: str) -> list[Any]:
    """Collect what every room's `module` calls `name`: a function of the protocol, or a table."""
    return [getattr(each, name) for each in modules(module) if hasattr(each, name)]
