import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration
from reporting.counting import watching


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('coaching', '0001_initial'),
        ('messaging', '0001_initial'),
        ('needs', '0001_initial'),
        ('partners', '0001_initial'),
        ('people', '0001_initial'),
        ('programs', '0001_initial'),
        ('workshops', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('file', 'File'), ('place', 'Place'), ('person', 'Person'), ('seat', 'Seat'), ('workshop', 'Workshop'), ('session', 'Session'), ('thread', 'Thread'), ('stop', 'Stop'), ('names', 'Names')], max_length=8)),
                ('ref', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('filters', models.JSONField(default=dict, verbose_name='filters')),
                ('format', models.CharField(choices=[('xlsx', 'Excel (XLSX)'), ('csv', 'CSV')], max_length=4, verbose_name='format')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('working', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed'), ('expired', 'Expired')], default='waiting', max_length=8, verbose_name='state')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='rows written')),
                ('stops', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None, verbose_name='stops')),
                ('claim', models.UUIDField(editable=False, null=True)),
                ('heard_at', models.DateTimeField(editable=False, null=True)),
                ('file', models.FileField(blank=True, upload_to='exports/', verbose_name='file')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('expires_at', models.DateTimeField(verbose_name='kept until')),
                ('downloads', models.PositiveSmallIntegerField(default=0, verbose_name='downloads')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='WhatFollows',
            fields=[
                ('stop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='what_follows', serialize=False, to='programs.stop', verbose_name='stop')),
                ('arabic', models.TextField(blank=True, max_length=700, verbose_name='in Arabic')),
                ('french', models.TextField(blank=True, max_length=700, verbose_name='in French')),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'what follows a stop',
                'verbose_name_plural': 'what follows the stops',
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('sheets', models.JSONField(verbose_name='what stands on it')),
                ('counted_at', models.DateTimeField(verbose_name='counted')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bulletins', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'bulletin',
                'verbose_name_plural': 'bulletins',
                'ordering': ['stop', '-version'],
                'constraints': [models.UniqueConstraint(fields=('stop', 'version'), name='one_bulletin_per_version')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('pk', models.CompositePrimaryKey('ref', 'kind', 'part', 'theme', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ref', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('file', 'File'), ('place', 'Place'), ('session', 'Session')], max_length=7)),
                ('part', models.CharField(max_length=8)),
                ('theme', models.BigIntegerField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40, null=True), size=None)),
                ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('stop', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.stop')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Folded',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('until', models.DateTimeField(default=django.utils.timezone.now)),
                ('layout', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_state_of_counters')],
            },
        ),
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('population', models.CharField(max_length=16)),
                ('breakdown', models.CharField(max_length=16)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveBigIntegerField()),
                ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='programs.stop')),
            ],
            options={
                'verbose_name': 'count',
                'verbose_name_plural': 'counts',
                'constraints': [models.UniqueConstraint(fields=('stop', 'population', 'breakdown', 'value'), name='one_count_per_value')],
            },
        ),
        migrations.CreateModel(
            name='Published',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('population', models.CharField(max_length=16)),
                ('breakdown', models.CharField(max_length=16)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveIntegerField()),
                ('earlier', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), default=list, size=None)),
                ('counted_at', models.DateTimeField()),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published', to='programs.stop')),
            ],
            options={
                'verbose_name': 'published count',
                'verbose_name_plural': 'published counts',
                'constraints': [models.UniqueConstraint(fields=('stop', 'population', 'breakdown', 'value'), name='one_published_count'), models.CheckConstraint(condition=models.Q(('count', 0), ('count__gte', 5), _connector='OR'), name='nobody_is_singled_out')],
            },
        ),
        migrations.RunPython(watching.install, watching.uninstall, elidable=False),
    ]
