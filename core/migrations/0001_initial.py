from core.history import WHO_CHANGES
from core.initial import InitialMigration
from django.db import migrations, models


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Count',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='key')),
                ('times', models.PositiveIntegerField(verbose_name='times')),
                ('until', models.DateTimeField(db_index=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'count',
                'verbose_name_plural': 'counts',
            },
        ),
        migrations.RunSQL(WHO_CHANGES, migrations.RunSQL.noop),
    ]
