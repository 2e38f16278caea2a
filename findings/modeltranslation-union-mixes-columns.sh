#!/usr/bin/env bash
# django-modeltranslation: `values_list("name", "river")` asks for its columns in the order of a set, another one in each process.
# A queryset alone puts them right again when it is read; `union()` of two tables does not: by the process, the town's name and its
# river change places in the rows of the second table. The way around: `rewrite(False)` on both, which keeps the order that was named.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check django==5.2.19 django-modeltranslation==0.20.6

mkdir places
touch places/__init__.py
cat > places/models.py <<'PYTHON'
from django.db import models


class Town(models.Model):
    name = models.CharField(max_length=40)
    river = models.CharField(max_length=40)


class Village(models.Model):
    called = models.CharField(max_length=40)
    stream = models.CharField(max_length=40)
PYTHON
cat > places/translation.py <<'PYTHON'
from modeltranslation.translator import TranslationOptions, register

from places.models import Town, Village


@register(Town)
class TownTranslation(TranslationOptions):
    fields = ("name",)


@register(Village)
class VillageTranslation(TranslationOptions):
    fields = ("called",)
PYTHON
cat > look.py <<'PYTHON'
import sys

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=["modeltranslation", "places"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    LANGUAGES=[("fr", "Français")],
    LANGUAGE_CODE="fr",
)
django.setup()

from django.db import connection

from places.models import Town, Village

with connection.schema_editor() as editor:
    editor.create_model(Town)
    editor.create_model(Village)
Town.objects.create(name_fr="Fès", river="Oued Fès")
Village.objects.create(called_fr="Bhalil", stream="Oued Aggay")

towns, villages = Town.objects.order_by(), Village.objects.order_by()
both = towns.values_list("name", "river").union(villages.values_list("called", "stream"))
plain = towns.rewrite(False).values_list("name_fr", "river")
kept = plain.union(villages.rewrite(False).values_list("called_fr", "stream"))
right = {("Fès", "Oued Fès"), ("Bhalil", "Oued Aggay")}
alone = list(villages.values_list("called", "stream")) == [("Bhalil", "Oued Aggay")]
print("right" if set(both) == right else "mixed", sorted(both), sep="\t")
sys.exit(not (alone and set(kept) == right))
PYTHON
made/bin/pip list 2>/dev/null | grep -i "^django"
: > said
for seed in 0 1 2 3; do
  PYTHONHASHSEED=$seed made/bin/python look.py >> said || { echo "This has changed."; exit 1; }
done
sort said | uniq -c
grep -q ^mixed said && grep -q ^right said && echo "As stated." || { echo "This has changed."; exit 1; }
