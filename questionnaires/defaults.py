"""The questionnaires of every stop that has none of its own, from data in three languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone, translation

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parent / "data"


def load_candidacy(model: Callable[[str], Any]) -> None:
    """Write the candidacy, published, unless there is one.

    `model` gives a model by name, today's or a migration's.
    """
    _load(model, "candidacy")


def load_diagnosis(model: Callable[[str], Any]) -> None:
    """Write the diagnosis of needs in the same way."""
    _load(model, "diagnosis")


@transaction.atomic
def _load(model: Callable[[str], Any], purpose: str) -> None:
    if model("Questionnaire").objects.filter(purpose=purpose, stop=None).exists():
        return
    data = json.loads((DATA / f"{purpose}.json").read_text(encoding="utf-8"))
    with translation.override("ar"):
        questionnaire = _write(model("Questionnaire"), {"name": data["name"]}, purpose=purpose)
        version = model("Version").objects.create(questionnaire=questionnaire, number=1)
        for position, page in enumerate(data["pages"], 1):
            _write_page(model, version, page, position)
        version.published_at = timezone.now()
        version.save(update_fields=["published_at"])


def _write_page(
    model: Callable[[str], Any], version: Any, page: dict[str, Any], position: int
) -> None:
    texts = {"title": page["title"], "intro": page.get("intro")}
    section = _write(model("Section"), texts, version=version, code=page["code"], position=position)
    for place, data in enumerate(page["questions"], 1):
        condition = data.get("shown_if", {"question": "", "values": []})
        question = _write(
            model("Question"),
            {"label": data["label"], "help_text": data.get("help")},
            section=section,
            code=data["code"],
            kind=data["kind"],
            required=data.get("required", False),
            shown_if=condition["question"],
            shown_if_values=condition["values"],
            position=place,
        )
        choices = [
            _row(
                model("Choice"),
                {"label": choice["label"], "hint": choice.get("hint")},
                question=question,
                code=choice["code"],
                icon=choice.get("icon", ""),
                weights=choice.get("weights", {}),
                position=order,
            )
            for order, choice in enumerate(data.get("choices", []), 1)
        ]
        model("Choice").objects.bulk_create(choices)


def _write(model: Any, texts: dict[str, dict[str, str] | None], **fields: Any) -> Any:
    """Write one row."""
    row = _row(model, texts, **fields)
    row.save()
    return row


def _row(model: Any, texts: dict[str, dict[str, str] | None], **fields: Any) -> Any:
    """One row, its texts in three languages; the Arabic also in the plain column.

    modeltranslation does the same.
    """
    row = model(**fields)
    for name, by_language in texts.items():
        if by_language:
            setattr(row, name, by_language["ar"])
            for language, text in by_language.items():
                setattr(row, f"{name}_{language}", text)
    return row
