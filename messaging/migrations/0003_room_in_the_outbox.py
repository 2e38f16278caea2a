"""Leaves half of each page of the outbox free, so that claiming a message changes its row in place."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_calendar")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE messaging_message SET (fillfactor = 50)",
            "ALTER TABLE messaging_message RESET (fillfactor)",
        ),
    ]
