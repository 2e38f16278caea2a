import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
        ('questionnaires', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Diagnosis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('moment', models.CharField(choices=[('start', 'At the start'), ('end', 'At the end of the stop'), ('later', 'Later')], default='start', max_length=5, verbose_name='moment')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('scores', models.JSONField(blank=True, default=dict, verbose_name='need by theme')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diagnoses', to='applications.application', verbose_name='application')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses_entered', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diagnoses_in_hand', to=settings.AUTH_USER_MODEL, verbose_name='expert who calls')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionnaires.version', verbose_name='questionnaire')),
            ],
            options={
                'verbose_name': 'diagnosis',
                'verbose_name_plural': 'diagnoses',
                'indexes': [models.Index(condition=models.Q(('finished_at__isnull', True)), fields=['expert'], name='diagnosis_in_hand')],
                'constraints': [models.UniqueConstraint(fields=('application', 'moment'), name='one_diagnosis_per_moment')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "needs_diagnosisevent" ("answers", "application_id", "begun_at", "entered_by_id", "expert_id", "finished_at", "id", "language", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scores", "version_id") VALUES (NEW."answers", NEW."application_id", NEW."begun_at", NEW."entered_by_id", NEW."expert_id", NEW."finished_at", NEW."id", NEW."language", NEW."moment", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scores", NEW."version_id"); RETURN NULL;', hash='b6fb82d835a1cd9d9ad9a8b087f5c083b6f18105', operation='INSERT', pgid='pgtrigger_insert_insert_c636a', table='needs_diagnosis', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "needs_diagnosisevent" ("answers", "application_id", "begun_at", "entered_by_id", "expert_id", "finished_at", "id", "language", "moment", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scores", "version_id") VALUES (NEW."answers", NEW."application_id", NEW."begun_at", NEW."entered_by_id", NEW."expert_id", NEW."finished_at", NEW."id", NEW."language", NEW."moment", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scores", NEW."version_id"); RETURN NULL;', hash='60f438d2b602079806b95c0d4ff8419de3a790fb', operation='UPDATE', pgid='pgtrigger_update_update_c51a9', table='needs_diagnosis', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='DiagnosisEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('answers', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('moment', models.CharField(choices=[('start', 'At the start'), ('end', 'At the end of the stop'), ('later', 'Later')], default='start', max_length=5, verbose_name='moment')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('scores', models.JSONField(blank=True, default=dict, verbose_name='need by theme')),
                ('begun_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('entered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('expert', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='expert who calls')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='needs.diagnosis')),
                ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questionnaires.version', verbose_name='questionnaire')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='how much, of 100')),
                ('state', models.CharField(choices=[('open', 'Open'), ('treated', 'Being treated'), ('met', 'Met'), ('dropped', 'Dropped')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='reason of the correction')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='applications.application', verbose_name='application')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'need',
                'verbose_name_plural': 'needs',
                'ordering': ['application', '-level', 'theme'],
                'indexes': [models.Index(fields=['theme', 'state'], name='need_by_theme')],
                'constraints': [models.UniqueConstraint(fields=('application', 'theme'), name='one_need_per_theme'), models.CheckConstraint(condition=models.Q(('level__lte', 100)), name='need_of_a_hundred'), models.CheckConstraint(condition=models.Q(('changed_by__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='corrected_need_says_why')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "needs_needevent" ("application_id", "changed_at", "changed_by_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "theme_id") VALUES (NEW."application_id", NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."theme_id"); RETURN NULL;', hash='babef36c0be17ca36ddc57699d3f7c17d50622a9', operation='INSERT', pgid='pgtrigger_insert_insert_ae169', table='needs_need', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "needs_needevent" ("application_id", "changed_at", "changed_by_id", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "theme_id") VALUES (NEW."application_id", NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."theme_id"); RETURN NULL;', hash='8388d6cdc3051f8666b75ac9174aa31c46d47b1f', operation='UPDATE', pgid='pgtrigger_update_update_a52e1', table='needs_need', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='NeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('level', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='how much, of 100')),
                ('state', models.CharField(choices=[('open', 'Open'), ('treated', 'Being treated'), ('met', 'Met'), ('dropped', 'Dropped')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='reason of the correction')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('changed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='needs.need')),
                ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sessions', models.PositiveSmallIntegerField(default=0, verbose_name='workshop sessions')),
                ('seats', models.PositiveSmallIntegerField(default=30, verbose_name='seats a session')),
                ('hours', models.PositiveSmallIntegerField(default=0, verbose_name='hours of coaching')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='programs.stop', verbose_name='stop')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'plan',
                'verbose_name_plural': 'plans',
                'constraints': [models.UniqueConstraint(fields=('stop', 'theme'), name='one_plan_per_theme'), models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='a_session_has_seats')],
            },
        ),
    ]
