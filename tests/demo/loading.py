"""The demonstration, loaded once by a process; its rows for all modules that read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import transaction

from tests import kept

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Loaded:
    """What the command said, the statements that bring its rows, and what stood there then."""

    said: str
    rows: str
    there: Mapping[str, tuple[int, int]]


@cache
def loaded() -> Loaded:
    """Load the demonstration; nothing but this is left of it."""
    with transaction.atomic():
        before, output = kept.counted(kept.tables()), StringIO()
        call_command("demo", stdout=output)
        rows = kept.bringing(kept.changed_since(before))
        made = Loaded(output.getvalue(), rows, kept.counted(before))
        transaction.set_rollback(True)
    return made
