"""The translations tool, on a small project of its own."""

from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed
from pytest_django import Settings

from microlabs import catalogues

VIEWS = """
from django.utils.translation import gettext as _, ngettext, pgettext
# Translators: on the desk
title = _("Bring a file")
ngettext("%(count)s seat", "%(count)s seats", 3)
pgettext("verb", "Open")
"""
PAGE = """{% load i18n %}
<h1>{% translate "Don't wait" context "advice" %}</h1>
    {% blocktranslate trimmed count n=rows|length with who="x" %}
      {{ n }} row
    {% plural %}
      {{ n }} rows
    {% endblocktranslate %}
<p title="{{ name|default:_("nobody") }}">it's "fine" { ( ' not extracted</p>
"""
GREETING = "{% load i18n %}{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}"


@pytest.fixture
def project(tmp_path: Path, settings: Settings) -> Path:
    settings.BASE_DIR = tmp_path
    for name, text in {
        "desk/apps.py": "",
        "desk/views.py": VIEWS,
        "portal/apps.py": "",
        "templates/desk/page.html": PAGE,
        "templates/404.html": "{% load i18n %}{% translate 'Nothing here' %}",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def fill(project: Path, text: str, translation: str) -> None:
    path = project / "locale/portal/fr/LC_MESSAGES/django.po"
    path.write_text(
        path.read_text().replace(f'"{text}"\nmsgstr ""', f'"{text}"\nmsgstr "{translation}"')
    )


@pytest.mark.usefixtures("project")
def test_a_room_says_what_its_python_and_its_templates_say() -> None:
    texts = [
        (message.context, message.id) for message in catalogues.template_of("desk") if message.id
    ]
    assert texts == [
        (None, "Bring a file"),
        (None, ("%(count)s seat", "%(count)s seats")),
        ("verb", "Open"),
        ("advice", "Don't wait"),
        (None, ("%(n)s row", "%(n)s rows")),
        (None, "nobody"),
    ]


def test_a_catalogue_has_no_dates_and_no_line_numbers(project: Path) -> None:
    catalogues.update("portal")
    assert (project / "locale/portal/fr/LC_MESSAGES/django.po").read_text() == (
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        '#: templates/404.html\nmsgid "Nothing here"\nmsgstr ""\n\n'
    )


def test_an_update_keeps_translations_and_forgets_what_is_no_longer_said(project: Path) -> None:
    catalogues.update("portal")
    fill(project, "Nothing here", "Rien ici")
    (project / "templates/500.html").write_text("{% load i18n %}{% translate 'Sorry' %}")
    catalogues.update("portal")
    (project / "templates/500.html").unlink()
    catalogues.update("portal")
    catalog = catalogues.read("portal", "fr")
    assert [(message.id, message.string) for message in catalog if message.id] == [
        ("Nothing here", "Rien ici")
    ]
    assert catalog.obsolete == {}


def test_what_is_not_translated_is_listed(project: Path) -> None:
    for room in catalogues.rooms():
        catalogues.update(room)
    assert len(catalogues.problems()) == 14
    fill(project, "Nothing here", "Rien ici")
    assert len(catalogues.problems()) == 13


def test_a_text_is_not_said_both_with_a_number_and_without(project: Path) -> None:
    """One catalogue of all rooms holds one of the two: the other would not be translated."""
    (project / "templates/404.html").write_text("{% load i18n %}{% translate 'row' %}")
    catalogues.update("portal")
    fill(project, "row", "ligne")
    views = project / "desk/views.py"
    views.write_text('from django.utils.translation import ngettext\nngettext("row", "rows", 3)\n')
    (project / "templates/desk/page.html").write_text("")
    catalogues.update("desk")
    (plural,) = [message for message in catalogues.read("desk", "fr") if message.id]
    assert plural.string == ("", "")  # never the letters of what stands alone
    mixed = [line for line in catalogues.problems() if "with a number" in line]
    assert mixed == [f"{each}: said with a number and without: 'row'" for each in ("ar", "fr")]


def test_a_placeholder_cannot_be_lost(project: Path) -> None:
    (project / "templates/404.html").write_text(GREETING)
    catalogues.update("portal")
    fill(project, "Hello %(name)s", "Bonjour %(nom)s")
    french = [line.split(": ", 1)[1] for line in catalogues.problems() if "/portal/fr/" in line]
    assert french == ["other placeholders than its source: 'Hello %(name)s'"]


def test_arabic_has_six_plural_forms(project: Path) -> None:
    catalogues.update("desk")
    text = (project / "locale/desk/ar/LC_MESSAGES/django.po").read_text()
    assert text.count("msgstr[5]") == 2


def test_compiled_catalogues_leave_out_what_is_empty(project: Path) -> None:
    catalogues.update("portal")
    catalogues.compile_all()
    compiled = (project / "locale/whole/fr/LC_MESSAGES/django.mo").read_bytes()
    assert b"Nothing here" not in compiled


def test_all_rooms_are_compiled_into_one_catalogue_for_each_language(project: Path) -> None:
    for room in ("desk", "portal"):
        catalogues.update(room)
        path = project / f"locale/{room}/fr/LC_MESSAGES/django.po"
        path.write_text(path.read_text().replace('msgstr ""\n\n', f'msgstr "in {room}"\n\n'))
    catalogues.compile_all()
    assert sorted(project.glob("locale/**/*.mo")) == [
        project / f"locale/whole/{language}/LC_MESSAGES/django.mo" for language in ("ar", "fr")
    ]
    with (project / "locale/whole/fr/LC_MESSAGES/django.mo").open("rb") as binary:
        said = GNUTranslations(binary)
    assert [said.gettext("Bring a file"), said.gettext("Nothing here")] == ["in desk", "in portal"]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """No other test reads the catalogues of this one."""
    yield
    translation_file_changed(sender=None, file_path=Path("any.mo"))


@pytest.mark.usefixtures("forgetful")
def test_who_compiles_reads_at_once_what_was_compiled(project: Path, settings: Settings) -> None:
    settings.LOCALE_PATHS = [project / "locale/whole"]
    catalogues.update("portal")
    fill(project, "Nothing here", "Rien ici")
    translation_file_changed(sender=None, file_path=Path("any.mo"))
    texts = []
    with override("fr"):
        texts.append(gettext("Nothing here"))
        catalogues.compile_all()
    with override("fr"):
        texts.append(gettext("Nothing here"))
    assert texts == ["Nothing here", "Rien ici"]
