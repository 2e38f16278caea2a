"""Puts the ground into every database: regions, provinces, centers, activities, themes, the program."""

from django.db import migrations

from programs import reference


def add(apps, schema_editor):
    reference.write(apps)


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
