"""The diagnosis of needs that every stop has from the start."""

from django.db import migrations

from questionnaires.defaults import load_diagnosis


def load(apps, _editor):
    load_diagnosis(lambda name: apps.get_model("questionnaires", name))


class Migration(migrations.Migration):

    dependencies = [("questionnaires", "0002_default_candidacy")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
