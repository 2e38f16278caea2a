"""Puts the holidays of Morocco and the months of Ramadan into the calendar of messages."""

from django.db import migrations
from django.utils import timezone

from messaging import almanac


def add(apps, schema_editor):
    almanac.fill(apps, timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
