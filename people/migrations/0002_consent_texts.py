"""The consent texts that every installation starts with."""

from django.db import migrations

from people.defaults import consent_texts


def write_them(apps, schema_editor):
    consent_texts(apps.get_model("people", "ConsentText"))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(write_them, migrations.RunPython.noop)]
