"""The ground that every database starts with."""

import pytest
from django.apps import apps
from django.utils import translation

from programs import reference
from programs.models import Center, Program, Province, Region, Sector, Theme

pytestmark = pytest.mark.django_db


def test_every_database_starts_with_the_ground() -> None:
    models = (Region, Province, Center, Sector, Theme, Program)
    assert [model.objects.count() for model in models] == [12, 75, 12, 17, 7, 1]


def test_fes_meknes_has_nine_provinces() -> None:
    assert Province.objects.filter(region__iso="MA-03").count() == 9


def test_a_place_has_a_name_in_each_language() -> None:
    names = []
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            names.append(str(Province.objects.get(iso="MA-TNG")))
    assert names == ["طنجة أصيلة", "Tanger-Assilah", "Tangier-Assilah"]


def test_a_center_is_named_in_each_language() -> None:
    center = Center.objects.get(region__iso="MA-02")
    assert (center.name_ar, center.name_fr, center.name_en) == (
        "المركز الجهوي للاستثمار لجهة الشرق",
        "Centre régional d’investissement de l’Oriental",
        "Oriental Regional Investment Center",
    )


def test_putting_the_ground_back_keeps_what_the_staff_wrote() -> None:
    Sector.objects.filter(code="trade").update(name_fr="Commerce de proximité")
    Sector.objects.filter(code="food").delete()
    reference.write(apps)
    assert list(
        Sector.objects.filter(code__in=["trade", "food"]).values_list("name_fr", "nma_section")
    ) == [
        ("Commerce de proximité", "G"),
        ("Agroalimentaire", "C"),
    ]


def test_every_text_of_the_ground_is_written_in_three_languages() -> None:
    texts = [
        text
        for model, fields in (
            (Sector, ("name", "hint")),
            (Theme, ("name", "hint")),
            (Program, ("name", "description")),
        )
        for field in fields
        for row in model.objects.values_list(
            *(f"{field}_{language}" for language in reference.LANGUAGES)
        )
        for text in row
    ]
    assert (len(texts), all(texts)) == (150, True)
