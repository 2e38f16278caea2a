"""A page in Arabic is titled in Arabic, with the name of the house too."""

import re
from pathlib import Path

from django.conf import settings

TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)


def test_no_title_names_the_house_in_latin_letters_only() -> None:
    pages = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
    titles = {
        str(page): title for page in pages for title in TITLE.findall(page.read_text("utf-8"))
    }
    assert [page for page, title in titles.items() if re.search(r"· *Microlabs", title)] == []
