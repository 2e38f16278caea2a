#!/usr/bin/env bash
# The wheel of django-appointment 3.12.0, a booking app for Django, holds models and no migrations. `migrate` ends well and
# makes none of its tables: the first page that asks for a slot is a database error. `migrate --run-syncdb` makes them, since
# an app without migrations counts as one that has none on purpose; `makemigrations` would write its own into the installed
# package, where the next upgrade takes them away.
# The way around, where it is measured beside ours: `migrate --run-syncdb` in a database of its own.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check Django==5.2.19 django-appointment==3.12.0

cat > look.py <<'PYTHON'
import sys
from importlib.metadata import files, version

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    SECRET_KEY="of no use",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "tables.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "appointment",
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.apps import apps
from django.db import connection


def tables():
    wanted = {model._meta.db_table for model in apps.get_app_config("appointment").get_models()}
    return len(wanted & set(connection.introspection.table_names())), len(wanted)


shipped = [str(path) for path in files("django-appointment") if "/migrations/" in str(path)]
call_command("migrate", verbosity=0)
after_migrate = tables()
call_command("migrate", run_syncdb=True, verbosity=0)
after_syncdb = tables()
print(f"Django {version('Django')}, django-appointment {version('django-appointment')}")
print(f"files of migrations in the package: {len(shipped)}")
print(f"tables of its models after migrate: {after_migrate[0]} of {after_migrate[1]}")
print(f"after migrate --run-syncdb: {after_syncdb[0]} of {after_syncdb[1]}")
none, every = after_migrate[0] == 0, after_syncdb[0] == after_syncdb[1] > 0
as_before = not shipped and none and every
print("As stated." if as_before else "This has changed.")
sys.exit(not as_before)
PYTHON
made/bin/python look.py
