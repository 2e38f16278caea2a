"""Creates the ground: regions to stops, and puts regions, provinces, centers, activities, themes and the program into it."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models
from programs import reference
from core.initial import InitialMigration


def add_reference(apps, _editor):
    reference.write(apps)


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('kind', models.CharField(choices=[('bank', 'Bank'), ('social', 'Social security'), ('tax', 'Tax administration'), ('guarantee', 'Guarantee fund'), ('training', 'Vocational training'), ('insurer', 'Insurer'), ('operator', 'Telecom operator'), ('press', 'Press'), ('other', 'Other')], max_length=10, verbose_name='kind')),
                ('logo', models.FileField(blank=True, upload_to='partners/', verbose_name='logo')),
                ('link', models.URLField(blank=True, verbose_name='web site')),
                ('themes', models.ManyToManyField(blank=True, help_text='The partner reads the figures of needs on these themes, and of no others.', related_name='partners', to='programs.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['kind', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('description_ar', models.TextField(blank=True, null=True, verbose_name='description')),
                ('description_fr', models.TextField(blank=True, null=True, verbose_name='description')),
                ('description_en', models.TextField(blank=True, null=True, verbose_name='description')),
            ],
            options={
                'verbose_name': 'program',
                'verbose_name_plural': 'programs',
            },
        ),
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso', models.CharField(max_length=6, unique=True, verbose_name='ISO 3166-2 code')),
                ('hcp', models.CharField(max_length=2, unique=True, verbose_name='HCP code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'region',
                'verbose_name_plural': 'regions',
                'ordering': ['hcp'],
            },
        ),
        migrations.CreateModel(
            name='Sector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('hint', models.CharField(blank=True, max_length=120, verbose_name='in other words')),
                ('hint_ar', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('icon', models.SlugField(blank=True, verbose_name='pictogram')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('nma_section', models.CharField(blank=True, max_length=3, validators=[django.core.validators.RegexValidator('^[A-U](/[A-U])?$')], verbose_name='NMA section')),
            ],
            options={
                'verbose_name': 'sector',
                'verbose_name_plural': 'sectors',
                'ordering': ['position', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('hint', models.CharField(blank=True, max_length=120, verbose_name='in other words')),
                ('hint_ar', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('icon', models.SlugField(blank=True, verbose_name='pictogram')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['position', 'code'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Province',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iso', models.CharField(max_length=6, unique=True, verbose_name='ISO 3166-2 code')),
                ('hcp', models.CharField(max_length=6, unique=True, verbose_name='HCP code')),
                ('level', models.CharField(choices=[('province', 'Province'), ('prefecture', 'Prefecture')], max_length=10, verbose_name='level')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provinces', to='programs.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'province or prefecture',
                'verbose_name_plural': 'provinces and prefectures',
                'ordering': ['hcp'],
            },
        ),
        migrations.CreateModel(
            name='Center',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('declaration', models.CharField(blank=True, max_length=40, verbose_name='CNDP declaration number')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='center', to='programs.region', verbose_name='region')),
            ],
            options={
                'verbose_name': 'center',
                'verbose_name_plural': 'centers',
                'ordering': ['region__hcp'],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('tagline', models.CharField(blank=True, max_length=160, verbose_name='one sentence')),
                ('tagline_ar', models.CharField(blank=True, max_length=160, null=True, verbose_name='one sentence')),
                ('tagline_fr', models.CharField(blank=True, max_length=160, null=True, verbose_name='one sentence')),
                ('tagline_en', models.CharField(blank=True, max_length=160, null=True, verbose_name='one sentence')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('description_ar', models.TextField(blank=True, null=True, verbose_name='description')),
                ('description_fr', models.TextField(blank=True, null=True, verbose_name='description')),
                ('description_en', models.TextField(blank=True, null=True, verbose_name='description')),
                ('next_steps', models.TextField(blank=True, verbose_name='what happens after sending')),
                ('next_steps_ar', models.TextField(blank=True, null=True, verbose_name='what happens after sending')),
                ('next_steps_fr', models.TextField(blank=True, null=True, verbose_name='what happens after sending')),
                ('next_steps_en', models.TextField(blank=True, null=True, verbose_name='what happens after sending')),
                ('state', models.CharField(choices=[('prepared', 'Prepared'), ('open', 'Open'), ('closed', 'Closed'), ('running', 'Running'), ('finished', 'Finished')], default='prepared', editable=False, max_length=10, verbose_name='state')),
                ('is_announced', models.BooleanField(default=True, editable=False, verbose_name='shown to the public before it opens')),
                ('opens_at', models.DateTimeField(verbose_name='applications open')),
                ('closes_at', models.DateTimeField(verbose_name='applications close')),
                ('starts_on', models.DateField(verbose_name='first day of support')),
                ('ends_on', models.DateField(verbose_name='last day of support')),
                ('places', models.PositiveIntegerField(verbose_name='places')),
                ('prefix', models.CharField(max_length=4, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2,4}$')], verbose_name='prefix of file numbers')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False)),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='programs.center', verbose_name='center')),
                ('partners', models.ManyToManyField(blank=True, related_name='stops', to='programs.partner', verbose_name='partners')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='programs.program', verbose_name='program')),
                ('themes', models.ManyToManyField(blank=True, related_name='stops', to='programs.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'stop',
                'verbose_name_plural': 'stops',
                'ordering': ['-opens_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='stop_opens_before_it_closes', violation_error_message='Applications must open before they close.'), models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='stop_starts_before_it_ends', violation_error_message='The first day of support must come before the last.'), models.CheckConstraint(condition=models.Q(('slug__in', ['account', 'admin', 'api', 'calendar', 'certificate', 'day', 'demo', 'desk', 'door', 'embed', 'expert', 'favicon.ico', 'files', 'healthz', 'hooks', 'meet', 'messages', 'my', 'open-data', 'opinion', 'partner', 'piece', 'place', 'quarter', 'robots.txt', 'seat', 'second-look', 'session', 'sessions', 'static', 'step', 'stops', 'sw.js', 'ticket', 'workshop']), _negated=True), name='stop_slug_is_free', violation_error_message='This address is used by the platform itself; choose another.')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programs_stopevent" ("center_id", "closes_at", "ends_on", "name", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "prefix", "slug", "starts_on", "state") VALUES (NEW."center_id", NEW."closes_at", NEW."ends_on", NEW."name", NEW."opens_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."prefix", NEW."slug", NEW."starts_on", NEW."state"); RETURN NULL;', hash='967a666bbc579ff6824eddedb9b685db2be093ff', operation='INSERT', pgid='pgtrigger_insert_insert_4ba4e', table='programs_stop', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."center_id" IS DISTINCT FROM (NEW."center_id") OR OLD."closes_at" IS DISTINCT FROM (NEW."closes_at") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state"))', func='INSERT INTO "programs_stopevent" ("center_id", "closes_at", "ends_on", "name", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "prefix", "slug", "starts_on", "state") VALUES (NEW."center_id", NEW."closes_at", NEW."ends_on", NEW."name", NEW."opens_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."prefix", NEW."slug", NEW."starts_on", NEW."state"); RETURN NULL;', hash='b3a903d10a8728dacec2079db89bb56e4ca51406', operation='UPDATE', pgid='pgtrigger_update_update_1c40d', table='programs_stop', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='StopEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('state', models.CharField(choices=[('prepared', 'Prepared'), ('open', 'Open'), ('closed', 'Closed'), ('running', 'Running'), ('finished', 'Finished')], default='prepared', editable=False, max_length=10, verbose_name='state')),
                ('slug', models.SlugField(db_index=False, verbose_name='address')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('opens_at', models.DateTimeField(verbose_name='applications open')),
                ('closes_at', models.DateTimeField(verbose_name='applications close')),
                ('starts_on', models.DateField(verbose_name='first day of support')),
                ('ends_on', models.DateField(verbose_name='last day of support')),
                ('places', models.PositiveIntegerField(verbose_name='places')),
                ('prefix', models.CharField(max_length=4, validators=[django.core.validators.RegexValidator('^[A-Z]{2,4}$')], verbose_name='prefix of file numbers')),
                ('center', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.center', verbose_name='center')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programs.stop')),
            ],
            options={
                'verbose_name': 'change of a stop',
                'verbose_name_plural': 'changes of stops',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(choices=[('stop', 'Page of the stop'), ('form', 'First page of the form')], max_length=4)),
                ('day', models.DateField()),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2)),
                ('campaign', models.CharField(blank=True, max_length=40)),
                ('count', models.PositiveIntegerField()),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='programs.stop')),
            ],
            options={
                'verbose_name': 'visits',
                'verbose_name_plural': 'visits',
                'constraints': [models.UniqueConstraint(fields=('stop', 'page', 'day', 'language', 'campaign'), name='one_count_of_visits')],
            },
        ),
        migrations.CreateModel(
            name='TakenOver',
            fields=[
                ('stop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='taken_over', serialize=False, to='programs.stop')),
                ('at', models.DateTimeField(auto_now=True)),
                ('before', models.JSONField()),
                ('after', models.CharField(max_length=64)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.stop')),
            ],
            options={
                'verbose_name': 'what a stop has taken over',
                'verbose_name_plural': 'what stops have taken over',
            },
        ),
        migrations.RunPython(add_reference, migrations.RunPython.noop, elidable=False),
    ]
