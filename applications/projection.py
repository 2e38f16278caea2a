"""How answers show outside their document.

The columns that repeat some of them, the files that answer others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import transaction

from applications.files import SafeFile
from applications.models import Application, Attachment
from people.names import name_key, phonetic_key
from programs.models import Province, Sector


@dataclass(frozen=True)
class Reason:
    """Every province and every activity, for whoever needs many of them."""

    provinces: Mapping[str, Province]
    sectors: Mapping[str, Sector]

    @classmethod
    def load(cls) -> Self:
        """All of them, in two statements."""
        provinces = {province.iso: province for province in Province.objects.all()}
        return cls(provinces, {sector.code: sector for sector in Sector.objects.all()})


COPIED = ("name", "phone", "email", "kind", "gender", "stage")


def columns_of(
    application: Application, answers: Mapping[str, Any], *, ground: Reason | None = None
) -> dict[str, Any]:
    """The columns that repeat some of `answers`, also set on `application`.

    `ground` spares asking for each.
    """
    columns: dict[str, Any] = {code: answers[code] or "" for code in COPIED if code in answers}
    if "name" in columns:
        columns["name_key"] = name_key(columns["name"])
        columns["phonetic_key"] = phonetic_key(columns["name"])
    if answers.get("language") in dict(settings.LANGUAGES):
        columns["language"] = answers["language"]
    if "province" in answers:
        columns["province"] = _province(answers["province"], ground)
        home = columns["province"].region_id if columns["province"] else None
        columns["outside"] = home is not None and home != application.stop.center.region_id
    if "sector" in answers:
        columns["sector"] = _sector(answers["sector"], ground)
    for field, value in columns.items():
        setattr(application, field, value)
    return columns


def _province(iso: str | None, ground: Reason | None) -> Province | None:
    return ground.provinces.get(iso or "") if ground else Province.objects.filter(iso=iso).first()


def _sector(code: str | None, ground: Reason | None) -> Sector | None:
    return ground.sectors.get(code or "") if ground else Sector.objects.filter(code=code).first()


def without_gaps(answers: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` without those that were taken away."""
    return {code: answer for code, answer in answers.items() if answer is not None}


def store(application: Application, code: str, file: SafeFile) -> Attachment:
    """Keep `file` as the answer to question `code`, in place of an earlier one."""
    earlier = Attachment.objects.filter(application=application, question=code).first()
    if earlier:
        earlier.delete()
        transaction.on_commit(lambda: earlier.file.delete(save=False))
    return Attachment.objects.create(
        application=application,
        question=code,
        file=file.content,
        name=file.name,
        content_type=file.content_type,
        size=file.content.size,
    )
