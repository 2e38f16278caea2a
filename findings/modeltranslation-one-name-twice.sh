#!/usr/bin/env bash
# django-modeltranslation: `values("name").annotate(Count(…))` groups by the columns of the fallback languages too.
# Two towns whose Arabic name is the same, and whose French ones differ, come back as one Arabic name, twice;
# `distinct()` does the same. The way around: group by the key of the row, or by the column of the language (`name_ar`).
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check django==5.2.19 django-modeltranslation==0.20.6

mkdir towns
touch towns/__init__.py
cat > towns/models.py <<'PYTHON'
from django.db import models


class Town(models.Model):
    name = models.CharField(max_length=40)
PYTHON
cat > towns/translation.py <<'PYTHON'
from modeltranslation.translator import TranslationOptions, register

from towns.models import Town


@register(Town)
class TownTranslation(TranslationOptions):
    fields = ("name",)
PYTHON
cat > look.py <<'PYTHON'
import sys
from importlib.metadata import version

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["modeltranslation", "towns"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    LANGUAGES=[("fr", "Français"), ("ar", "العربية")],
    LANGUAGE_CODE="fr",
)
django.setup()

from django.db import connection
from django.db.models import Count
from django.utils import translation

from towns.models import Town

with connection.schema_editor() as editor:
    editor.create_model(Town)
Town.objects.create(name_fr="Sidi Kacem", name_ar="سيدي قاسم")
Town.objects.create(name_fr="Sidi Qacem", name_ar="سيدي قاسم")

with translation.override("ar"):
    counted = Town.objects.order_by().values("name").annotate(towns=Count("pk"))
    once = Town.objects.order_by().values_list("name", flat=True).distinct()
    by_column = Town.objects.order_by().values("name_ar").annotate(towns=Count("pk"))
    print(*(f"{name} {version(name)}" for name in ("django", "django-modeltranslation")), sep=" · ")
    print("values('name'), counted:   ", list(counted))
    print("distinct():                ", list(once))
    print("values('name_ar'), counted:", list(by_column))
    print(counted.query)
    name = "سيدي قاسم"
    as_before = (
        list(counted) == [{"name": name, "towns": 1}] * 2
        and list(once) == [name] * 2
        and list(by_column) == [{"name_ar": name, "towns": 2}]
    )
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
