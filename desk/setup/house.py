"""The texts of the house, with which a stop begins that has none and nothing to take over."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.db import transaction

from programs.models import Stop

TEXTS = Path(__file__).parent / "data" / "texts.json"


@cache
def house_texts() -> dict[str, str]:
    """What the house says, by the name of its column."""
    texts: dict[str, dict[str, str]] = json.loads(TEXTS.read_text(encoding="utf-8"))
    return {
        f"{text}_{language}": words
        for text, spoken in texts.items()
        for language, words in spoken.items()
    }


@transaction.atomic
def take_house_texts(stop: Stop) -> int:
    """Write the texts of the house where nothing is written; how many. What is there stays."""
    locked = Stop.objects.select_for_update(of=["self"], no_key=True).get(pk=stop.pk)
    new = {name: words for name, words in house_texts().items() if not getattr(locked, name)}
    if new:
        Stop.objects.filter(pk=stop.pk).update(**new)
    return len(new)
