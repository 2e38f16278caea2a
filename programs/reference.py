"""The ground of every database: regions, provinces, centers, activities, themes, the program.

Called by a migration with the models of its time, and by anyone who must put the ground back. What
is there stays as the staff wrote it; only what is missing is added.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps

DATA = Path(__file__).parent / "data"
LANGUAGES = ("ar", "fr", "en")
ENGLISH = {
    "MA-01": "Tangier-Tétouan-Al Hoceïma",
    "MA-02": "Oriental",
    "MA-07": "Marrakesh-Safi",
    "MA-TNG": "Tangier-Assilah",
    "MA-MAR": "Marrakesh",
}


def write(apps: Apps) -> None:
    """Add what is missing of the ground. Idempotent."""
    _write_places(apps)
    _write_list(apps, "Sector")
    _write_list(apps, "Theme")
    program = apps.get_model("programs", "Program")
    rows = _rows("programs", texts=("name", "description"))
    program.objects.bulk_create(
        [program(slug=row.pop("slug"), **row) for row in rows], ignore_conflicts=True
    )


def _write_places(apps: Apps) -> None:
    """Twelve regions, each with its center, and their seventy-five provinces and prefectures."""
    region, province, center = (
        apps.get_model("programs", name) for name in ("Region", "Province", "Center")
    )
    rows = list(_read("morocco_subdivisions"))
    above = [row for row in rows if row["level"] == "region"]
    below = [row for row in rows if row["level"] != "region"]
    region.objects.bulk_create([region(**_place(row)) for row in above], ignore_conflicts=True)
    regions = {each.iso: each for each in region.objects.all()}
    center.objects.bulk_create(
        [center(region=regions[row["iso"]], **_texts("name", _center_names(row))) for row in above],
        ignore_conflicts=True,
    )
    province.objects.bulk_create(
        [
            province(**_place(row), level=row["level"], region=regions[row["region_iso"]])
            for row in below
        ],
        ignore_conflicts=True,
    )


def _place(row: dict[str, str]) -> dict[str, str]:
    """The columns of a region or province."""
    return {"iso": row["iso"], "hcp": row["hcp"], **_texts("name", _place_names(row))}


def _write_list(apps: Apps, model_name: str) -> None:
    model = apps.get_model("programs", model_name)
    rows = enumerate(_rows(model_name.lower() + "s", texts=("name", "hint")), start=1)
    model.objects.bulk_create(
        [model(position=10 * number, **row) for number, row in rows], ignore_conflicts=True
    )


def _place_names(row: dict[str, str]) -> dict[str, str]:
    return {
        "ar": row["name_ar"],
        "fr": row["name_fr"],
        "en": ENGLISH.get(row["iso"], row["name_fr"]),
    }


def _center_names(row: dict[str, str]) -> dict[str, str]:
    region = _place_names(row)
    french = f"de l’{region['fr'][2:]}" if region["fr"].startswith("L’") else f"de {region['fr']}"
    return {
        "ar": f"المركز الجهوي للاستثمار {row['name_ar_full'].replace('جهة', 'لجهة', 1)}",
        "fr": f"Centre régional d’investissement {french}",
        "en": f"{region['en']} Regional Investment Center",
    }


def _texts(field: str, texts: dict[str, str]) -> dict[str, str]:
    """The columns of one text: each language's, and the plain one, which holds the Arabic."""
    return {
        field: texts["ar"],
        **{f"{field}_{language}": texts[language] for language in LANGUAGES},
    }


def _rows(name: str, *, texts: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows of a table of `data/`, with the columns that its model has."""
    for row in _read(name):
        for text in texts:
            row.update(
                _texts(text, {language: row[f"{text}_{language}"] for language in LANGUAGES})
            )
        yield row


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)
