import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('programs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('filters', models.JSONField(default=dict, verbose_name='for whom')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed on')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_groups', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'saved group',
                'verbose_name_plural': 'saved groups',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('stop', 'name'), name='one_saved_group_per_name')],
            },
        ),
    ]
