"""What stands under the numbers of a stop, for one of them and for more."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from applications.number_names import number_name

CODES = ("places", "free", "offered", "prepared", "participants")


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        (
            "fr",
            1,
            [
                "place en tout",
                "place libre",
                "place proposée, pas encore confirmée",
                "décision préparée",
                "participant",
            ],
        ),
        (
            "ar",
            2,
            [
                "مقعدان في المجموع",
                "مقعدان شاغران",
                "مقعدان معروضان لم يؤكدا بعد",
                "قراران معدّان",
                "مستفيدان",
            ],
        ),
        (
            "ar",
            7,
            [
                "مقاعد في المجموع",
                "مقاعد شاغرة",
                "مقاعد معروضة لم تؤكد بعد",
                "قرارات معدّة",
                "مستفيدين",
            ],
        ),
    ],
)
def test_a_number_of_a_stop_is_called_as_one_says_it_of_so_many(
    language: str, count: int, said: list[str]
) -> None:
    with override(language):
        assert [number_name(code, count) for code in CODES] == said
