#!/usr/bin/env bash
# Django means to merge the catalogues of all apps and LOCALE_PATHS that share a rule of plurals; none is ever merged:
# `TranslationCatalog.update` compares the code of one rule with the other rule itself, and these are never equal. Each
# text is looked for in one catalogue after the other, the slower the more apps there are, and each is kept twice.
# The way around: all of a product's texts compiled into one catalogue a language (`microlabs/catalogues.py`).
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check Django==5.2.19

cat > look.py <<'PYTHON'
import sys

import django
from django.conf import settings
from django.utils.translation.trans_real import translation

apps = ("admin", "auth", "contenttypes", "flatpages", "humanize", "redirects", "sessions", "sites")
settings.configure(USE_I18N=True, LANGUAGE_CODE="ar", INSTALLED_APPS=[f"django.contrib.{app}" for app in apps])
django.setup()
catalog = translation("ar")._catalog
kept, rules = len(catalog._catalogs), len({plural.__code__ for plural in catalog._plurals})
print(f"Django {django.get_version()}: {kept} catalogues of {len(apps)} apps, {rules} rule of plurals")
as_before = (kept, rules) == (len(apps) + 1, 1)
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
