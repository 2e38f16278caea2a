"""What kinds of tests there are, by the names of their files; `make quick` leaves some out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ORDER = (  # the longest first; last the browser, which leaves a loop behind
    *("rig", "doors", "races", "long", ""),
    "browser",
)
KINDS = {  # mark: the names of its files, or of their folder
    "rig": r"test_rig\.py",
    "doors": r"test_doors\.py",
    "races": r"test_(.*_)?(races|together)\.py",
    "browser": "browser",
}
LONG = {  # file or folder: why each of its tests takes long
    "demo": "the whole demonstration is loaded",
    "test_admin_lookups.py": "every list of the admin by every field",
    "test_api_fuzzed.py": "requests drawn at random",
    "test_blind.py": "every door is read",
    "test_builds.py": "a database of its own",
    "test_attack.py": "stops are drawn at random, and attacked",
    "test_bodies.py": "a web server starts, bodies drip for thirteen seconds",
    "test_booking_model.py": "histories drawn at random",
    "test_bulletin.py": "papers are set and read",
    "test_embedded.py": "processes start",
    "test_exports_read_back.py": "whole sheets are written, read, imported",
    "test_figures.py": "histories drawn at random",
    "test_figures_suppression.py": "stops are drawn at random, and attacked",
    "test_folding.py": "histories drawn at random",
    "test_import.py": "whole sheets are read",
    "test_import_background.py": "workers end and go on",
    "test_import_preview.py": "whole sheets are read",
    "test_large_pictures.py": "large pictures are drawn",
    "test_pdfs.py": "processes start",
    "test_production.py": "processes start",
    "test_seats_life.py": "histories drawn at random",
    "test_search_names.py": "three hundred names in each spelling",
    "test_sorting.py": "fifty files in each order",
    "test_start.py": "processes start",
}


def kind_of(item: pytest.Item) -> str:
    """The mark that a test bears; most bear none. Races may stand in any file."""
    return "races" if item.get_closest_marker("races") else kind_at(item.path)


def kind_at(path: Path) -> str:
    """The mark of the tests of a file, or of a folder."""
    names = {path.name, *([path.parent.name] if path.suffix else [])}
    for kind, pattern in KINDS.items():
        if any(re.fullmatch(pattern, name) for name in names):
            return kind
    return "long" if names & LONG.keys() else ""


def is_left_out(path: Path, wanted: str) -> bool:
    """Whether `-m` with these words takes no test of a file: then it need not be read."""
    kind = kind_at(path)
    return bool(kind) and f"not {kind}" in wanted.split(" and ")
