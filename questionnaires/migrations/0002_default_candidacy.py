"""The candidacy questionnaire that every stop has from the start."""

from django.db import migrations

from questionnaires.defaults import load_candidacy


def load(apps, _editor):
    load_candidacy(lambda name: apps.get_model("questionnaires", name))


class Migration(migrations.Migration):

    dependencies = [("questionnaires", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
