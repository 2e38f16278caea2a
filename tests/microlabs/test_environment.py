"""How the environment is read by type."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from microlabs.environment import Environment

env = Environment(prefix="MICROLABS_")


def test_what_is_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROLABS_X", "")
    assert env.text("X", "otherwise", looks="[0-9]+") == "otherwise"
    assert env.switch("X", otherwise=True) is True
    assert env.number("X", 3) == 3
    assert env.words("X", ["a"]) == ["a"]
    assert env.pairs("X") == {}


@pytest.mark.parametrize(
    ("typed", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)]
)
def test_a_switch_is_written_as_people_write_it(
    typed: str, *, meant: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICROLABS_X", typed)
    assert env.switch("X", otherwise=not meant) is meant


def test_words_and_pairs_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROLABS_X", "to=phone, message=a=b")
    assert env.words("X", []) == ["to=phone", "message=a=b"]
    assert env.pairs("X") == {"to": "phone", "message": "a=b"}


def test_a_secret_may_have_any_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROLABS_X", "a\nb,c")
    assert env.text("X", "") == "a\nb,c"


def test_what_does_not_read_so_is_refused_by_name_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MICROLABS_X", "a secret")
    sentences = []
    for read in (
        lambda: env.text("X", "", looks="[a-z]+"),
        lambda: env.switch("X"),
        lambda: env.number("X", 1),
        lambda: env.pairs("X"),
    ):
        with pytest.raises(ImproperlyConfigured) as refusal:
            read()
        sentences.append(str(refusal.value))
    assert sentences == ["MICROLABS_X cannot be read: see docs/settings.md."] * 4
