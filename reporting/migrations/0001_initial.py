import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models
from reporting.counting import watching
import datetime
import django.db.models.expressions
import core.webhooks
from reporting.disclosure import role
from core.initial import InitialMigration


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
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('facts', models.PositiveIntegerField(verbose_name='facts')),
                ('counts', models.PositiveIntegerField(verbose_name='counters')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='noted')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
            ],
            options={
                'verbose_name': 'alarm of the counters',
                'verbose_name_plural': 'alarms of the counters',
                'ordering': ['-at'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Quarter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('begins_on', models.DateField(verbose_name='first day')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quarters', to='programs.partner')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quarters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'quarterly file',
                'verbose_name_plural': 'quarterly files',
                'constraints': [models.UniqueConstraint(fields=('user', 'partner', 'begins_on'), name='one_file_a_quarter')],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('cube', models.CharField(max_length=16)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('number', models.PositiveBigIntegerField(null=True)),
                ('why', models.CharField(blank=True, choices=[('few', 'Too few people have this need for a table.'), ('alike', 'A table would say one thing of nearly everybody.'), ('unsafe', 'Whatever lines were left out, somebody could still be recognised in this table.'), ('empty', 'Nobody was asked for what this table counts.')], max_length=8)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='programs.region')),
                ('stop', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='programs.stop')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='programs.theme')),
            ],
            options={
                'verbose_name': 'published cell',
                'verbose_name_plural': 'published cells',
            },
        ),
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
            name='ExactCount',
            fields=[
                ('cell', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='exact', serialize=False, to='reporting.cell')),
                ('count', models.PositiveBigIntegerField()),
                ('applied', models.PositiveBigIntegerField(null=True)),
            ],
            options={
                'verbose_name': 'exact count',
                'verbose_name_plural': 'exact counts',
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
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('rows', models.CharField(choices=[('applications', 'Applications'), ('seats', 'Seats in workshops'), ('sessions', 'Sessions with experts'), ('needs', 'Needs')], default='applications', max_length=12, verbose_name='a row for each of')),
                ('filters', models.JSONField(default=dict, verbose_name='filters')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='columns')),
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
            name='Fact',
            fields=[
                ('pk', models.CompositePrimaryKey('ref', 'kind', 'part', 'theme', blank=True, editable=False, primary_key=True, serialize=False)),
                ('ref', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('file', 'File'), ('place', 'Place'), ('session', 'Session')], max_length=7)),
                ('part', models.CharField(max_length=8)),
                ('theme', models.BigIntegerField()),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40, null=True), size=None)),
                ('amounts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('mark', models.BigIntegerField()),
                ('stop', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.stop')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Aside',
            fields=[
                ('pk', models.CompositePrimaryKey('kind', 'ref', blank=True, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('file', 'File'), ('place', 'Place'), ('session', 'Session')], max_length=8)),
                ('ref', models.BigIntegerField()),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('tried_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveIntegerField(default=1)),
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
            name='Hook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=400, verbose_name='address')),
                ('happenings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('application.received', 'An application was received'), ('application.decided', 'An application was decided'), ('figures.released', 'The public figures of a stop were renewed'), ('test', 'A test')], max_length=24), size=None, verbose_name='is told')),
                ('secret', models.CharField(default=core.webhooks.new_secret, editable=False, max_length=60, verbose_name='secret')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failures in a row')),
                ('paused_at', models.DateTimeField(editable=False, null=True, verbose_name='paused')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hooks', to='programs.center', verbose_name='center')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happening', models.CharField(choices=[('application.received', 'An application was received'), ('application.decided', 'An application was decided'), ('figures.released', 'The public figures of a stop were renewed'), ('test', 'A test')], max_length=24)),
                ('about', models.CharField(max_length=80)),
                ('body', models.TextField()),
                ('state', models.CharField(choices=[('waiting', 'Waits'), ('sent', 'Arrived'), ('failed', 'Given up')], default='waiting', max_length=8)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('lease_until', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=120)),
                ('hook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='reporting.hook')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-created_at', '-pk'],
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
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('figures:read', 'Every count of one’s stops'), ('applications:read', 'The applications of one’s center'), ('tables:read', 'The published tables of one’s institution')], max_length=20), size=None, verbose_name='reads')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'token',
                'verbose_name_plural': 'tokens',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__lte', django.db.models.expressions.CombinedExpression(models.F('created_at'), '+', models.Value(datetime.timedelta(days=366))))), name='token_ends_within_a_year'), models.CheckConstraint(condition=models.Q(('scopes', []), _negated=True), name='token_reads_something')],
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
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
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
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.UniqueConstraint(fields=('day', 'stop', 'region', 'theme', 'cube', 'value'), name='one_cell_a_release', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.CheckConstraint(condition=models.Q(('stop__isnull', True), ('region__isnull', True), _connector='OR'), name='cell_of_a_stop_or_a_region'),
        ),
        migrations.AddConstraint(
            model_name='cell',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', True), models.Q(('number', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('number'), '/', models.Value(5)), '*', models.Value(5))), ('number__gte', 5)), _connector='OR'), name='cell_is_rounded_to_five'),
        ),
        migrations.AddConstraint(
            model_name='count',
            constraint=models.UniqueConstraint(fields=('stop', 'population', 'breakdown', 'value'), name='one_count_per_value'),
        ),
        migrations.AddConstraint(
            model_name='hook',
            constraint=models.UniqueConstraint(fields=('center', 'url'), name='one_hook_per_address', violation_error_message='This address is told already.'),
        ),
        migrations.AddConstraint(
            model_name='hook',
            constraint=models.CheckConstraint(condition=models.Q(('url__startswith', 'https://')), name='hook_is_encrypted'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='deliveries_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('hook', 'happening', 'about'), name='one_delivery_per_happening'),
        ),
        migrations.AddConstraint(
            model_name='published',
            constraint=models.UniqueConstraint(fields=('stop', 'population', 'breakdown', 'value'), name='one_published_count'),
        ),
        migrations.AddConstraint(
            model_name='published',
            constraint=models.CheckConstraint(condition=models.Q(('count', 0), ('count__gte', 5), _connector='OR'), name='nobody_is_singled_out'),
        ),
        migrations.RunPython(watching.install, watching.uninstall, elidable=False),
        migrations.RunSQL(role.MAKE, role.UNMAKE),
    ]
