"""A page in Arabic is titled in Arabic, the house too; each page has a title of its own."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings

TITLE = re.compile(r"{% block (?:head_)?title %}(.*?){% endblock %}", re.DOTALL)


def titles() -> dict[str, str]:
    """The title of each template that has one, as it is written."""
    pages = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
    return {str(page): title for page in pages for title in TITLE.findall(page.read_text("utf-8"))}


def test_no_two_templates_have_the_same_title() -> None:
    written = Counter(" ".join(title.split()) for title in titles().values())
    assert [title for title, times in written.items() if times > 1] == []


def test_no_title_names_the_house_in_latin_letters_only() -> None:
    latin = [page for page, title in titles().items() if re.search(r"· *Microlabs", title)]
    assert latin == []
