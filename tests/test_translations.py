"""Nobody meets an English sentence in an Arabic or French page."""

from microlabs import catalogues


def test_every_text_is_translated_once_and_whole() -> None:
    assert catalogues.problems() == []
