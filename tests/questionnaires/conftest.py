"""What every test of the questionnaires room stands on: two regions, three sectors, the default candidacy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from programs.models import Province, Region, Sector
from questionnaires import papers
from questionnaires.models import Version


@pytest.fixture(autouse=True)
def fresh_papers() -> Iterator[None]:
    papers.forget()
    yield
    papers.forget()


@pytest.fixture
def ground(db: None) -> None:
    for iso, hcp, name, provinces in [
        ("MA-03", "03", "فاس - مكناس", [("MA-SEF", "03.451", "صفرو"), ("MA-FES", "03.231", "فاس")]),
        ("MA-06", "06", "الدار البيضاء - سطات", [("MA-CAS", "06.141", "الدار البيضاء")]),
    ]:
        region, _ = Region.objects.get_or_create(iso=iso, defaults={"hcp": hcp, "name_ar": name})
        for province, code, named in provinces:
            Province.objects.get_or_create(
                iso=province,
                defaults={"hcp": code, "level": "province", "region": region, "name_ar": named},
            )
    for place, (code, name) in enumerate([("trade", "تجارة"), ("textile", "نسيج"), ("other", "أخرى")]):
        Sector.objects.get_or_create(code=code, defaults={"name_ar": name, "nma_section": "G", "position": place})


@pytest.fixture
def candidacy(ground: None) -> Version:
    return Version.objects.get(questionnaire__purpose="candidacy", questionnaire__stop=None)
