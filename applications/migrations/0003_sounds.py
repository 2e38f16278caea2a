"""How the names sound that were kept before."""

from django.db import migrations

from people.names import sound

BLOCK = 2000


def hear_them(apps, schema_editor):
    Application = apps.get_model("applications", "Application")
    unheard = Application.objects.filter(sound="").exclude(name="").order_by("pk").only("pk", "name")
    last = 0
    while block := list(unheard.filter(pk__gt=last)[:BLOCK]):
        last = block[-1].pk
        for application in block:
            application.sound = sound(application.name)
        Application.objects.bulk_update(block, ["sound"])


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_deciding")]
    operations = [migrations.RunPython(hear_them, migrations.RunPython.noop)]
