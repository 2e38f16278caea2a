"""What lies encrypted is opened by the key of its purpose, also after the key was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sealed import seal, unseal

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper


def test_words_come_back_for_their_purpose_alone() -> None:
    sealed = seal("سلمى Alaoui", salt="a")
    assert ("Alaoui" in sealed, unseal(sealed, salt="a"), unseal(sealed, salt="b")) == (
        False,
        "سلمى Alaoui",
        "",
    )


def test_an_earlier_key_opens_what_it_sealed_until_it_is_taken_out(
    settings: SettingsWrapper,
) -> None:
    sealed, before = seal("words", salt="a"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [before]
    assert unseal(sealed, salt="a") == "words"
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(sealed, salt="a") == ""
