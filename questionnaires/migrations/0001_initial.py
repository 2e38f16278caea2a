"""Creates questionnaires, with the candidacy and the diagnosis that every stop has from the start."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import questionnaires.kinds
from django.db import migrations, models
from questionnaires.defaults import load_candidacy, load_diagnosis
from core.initial import InitialMigration


def add_questionnaires(apps, _editor):
    for load in (load_candidacy, load_diagnosis):
        load(lambda name: apps.get_model("questionnaires", name))


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{0,39}$', 'Small Latin letters, digits and _ only, beginning with a letter.')], verbose_name='code')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_ar', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('intro', models.CharField(blank=True, max_length=300, verbose_name='introduction')),
                ('intro_ar', models.CharField(blank=True, max_length=300, null=True, verbose_name='introduction')),
                ('intro_fr', models.CharField(blank=True, max_length=300, null=True, verbose_name='introduction')),
                ('intro_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='introduction')),
                ('position', models.PositiveSmallIntegerField(default=99, verbose_name='position')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('candidacy', 'Candidacy'), ('diagnosis', 'Diagnosis of needs'), ('feedback', 'Feedback'), ('check_in', 'Check-in'), ('quiz', 'Questions after a workshop')], max_length=12, verbose_name='purpose')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questionnaires', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'questionnaire',
                'verbose_name_plural': 'questionnaires',
                'constraints': [models.UniqueConstraint(condition=models.Q(('purpose', 'quiz'), _negated=True), fields=('purpose', 'stop'), name='one_per_purpose_and_stop', nulls_distinct=False, violation_error_message='There is already a questionnaire for this purpose here.')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{0,39}$', 'Small Latin letters, digits and _ only, beginning with a letter.')], verbose_name='code')),
                ('kind', models.CharField(choices=questionnaires.kinds.choices, max_length=10, verbose_name='kind of answer')),
                ('label', models.CharField(max_length=200, verbose_name='question')),
                ('label_ar', models.CharField(max_length=200, null=True, verbose_name='question')),
                ('label_fr', models.CharField(max_length=200, null=True, verbose_name='question')),
                ('label_en', models.CharField(max_length=200, null=True, verbose_name='question')),
                ('help_text', models.CharField(blank=True, max_length=300, verbose_name='help')),
                ('help_text_ar', models.CharField(blank=True, max_length=300, null=True, verbose_name='help')),
                ('help_text_fr', models.CharField(blank=True, max_length=300, null=True, verbose_name='help')),
                ('help_text_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='help')),
                ('clip', models.FileField(blank=True, upload_to='clips/', verbose_name='recording of the question')),
                ('clip_ar', models.FileField(blank=True, null=True, upload_to='clips/', verbose_name='recording of the question')),
                ('clip_fr', models.FileField(blank=True, null=True, upload_to='clips/', verbose_name='recording of the question')),
                ('clip_en', models.FileField(blank=True, null=True, upload_to='clips/', verbose_name='recording of the question')),
                ('required', models.BooleanField(default=False, verbose_name='required')),
                ('shown_if', models.CharField(blank=True, help_text='The code of an earlier question.', max_length=40, verbose_name='shown only if the answer to this question…')),
                ('shown_if_values', models.JSONField(blank=True, default=list, help_text='A list of answer codes.', verbose_name='…is one of')),
                ('weights', models.JSONField(blank=True, default=dict, help_text='For a scale: per point; for yes or no: when the answer is yes.', verbose_name='weight by theme')),
                ('bars', models.JSONField(blank=True, default=dict, verbose_name='who may not apply')),
                ('bar_reason', models.CharField(blank=True, max_length=300, verbose_name='reason that is said')),
                ('bar_reason_ar', models.CharField(blank=True, max_length=300, null=True, verbose_name='reason that is said')),
                ('bar_reason_fr', models.CharField(blank=True, max_length=300, null=True, verbose_name='reason that is said')),
                ('bar_reason_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='reason that is said')),
                ('bar_anyway', models.BooleanField(default=False, verbose_name='one may go on all the same')),
                ('position', models.PositiveSmallIntegerField(default=99, verbose_name='position')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questionnaires.section')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('section', 'code'), name='one_question_per_code', violation_error_message='Another question has this code.'), models.CheckConstraint(condition=models.Q(('code__in', ['cin', 'cnie', 'national_id']), _negated=True), name='never_a_national_identity_number', violation_error_message='The national identity number is never asked.')],
                'triggers': [pgtrigger.compiler.Trigger(name='stays_as_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM questionnaires_version version\n            WHERE version.id IN ((SELECT version_id FROM questionnaires_section WHERE id = OLD.section_id), (SELECT version_id FROM questionnaires_section WHERE id = NEW.section_id))\n            FOR NO KEY UPDATE;\n            IF EXISTS (\n                SELECT 1 FROM questionnaires_version version\n                WHERE version.id IN ((SELECT version_id FROM questionnaires_section WHERE id = OLD.section_id), (SELECT version_id FROM questionnaires_section WHERE id = NEW.section_id))\n                AND (version.answered OR (version.published_at IS NOT NULL AND TG_OP <> 'DELETE'))\n            ) THEN\n                RAISE EXCEPTION 'a published questionnaire stays as it is' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='fa7e52f0ce9525b334d9538afb4209d44e4c7ae2', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stays_as_published_83657', table='questionnaires_question', when='BEFORE'))],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in force since')),
                ('answered', models.BooleanField(default=False, editable=False, verbose_name='has answers')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='questionnaires.questionnaire')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
                'ordering': ['questionnaire', '-number'],
                'constraints': [models.UniqueConstraint(fields=('questionnaire', 'number'), name='one_version_per_number')],
            },
        ),
        migrations.AddField(
            model_name='section',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='questionnaires.version'),
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{0,39}$', 'Small Latin letters, digits and _ only, beginning with a letter.')], verbose_name='code')),
                ('label', models.CharField(max_length=120, verbose_name='answer')),
                ('label_ar', models.CharField(max_length=120, null=True, verbose_name='answer')),
                ('label_fr', models.CharField(max_length=120, null=True, verbose_name='answer')),
                ('label_en', models.CharField(max_length=120, null=True, verbose_name='answer')),
                ('hint', models.CharField(blank=True, max_length=120, verbose_name='in other words')),
                ('hint_ar', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('hint_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='in other words')),
                ('icon', models.SlugField(blank=True, verbose_name='pictogram')),
                ('weights', models.JSONField(blank=True, default=dict, help_text='Such as {"financing": 2}: the code of a theme and a whole number.', verbose_name='weight by theme')),
                ('position', models.PositiveSmallIntegerField(default=99, verbose_name='position')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='questionnaires.question')),
            ],
            options={
                'verbose_name': 'choice',
                'verbose_name_plural': 'choices',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('question', 'code'), name='one_choice_per_code', violation_error_message='Another answer of this question has this code.')],
                'triggers': [pgtrigger.compiler.Trigger(name='stays_as_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM questionnaires_version version\n            WHERE version.id IN ((SELECT version_id FROM questionnaires_section page JOIN questionnaires_question question ON question.section_id = page.id WHERE question.id = OLD.question_id), (SELECT version_id FROM questionnaires_section page JOIN questionnaires_question question ON question.section_id = page.id WHERE question.id = NEW.question_id))\n            FOR NO KEY UPDATE;\n            IF EXISTS (\n                SELECT 1 FROM questionnaires_version version\n                WHERE version.id IN ((SELECT version_id FROM questionnaires_section page JOIN questionnaires_question question ON question.section_id = page.id WHERE question.id = OLD.question_id), (SELECT version_id FROM questionnaires_section page JOIN questionnaires_question question ON question.section_id = page.id WHERE question.id = NEW.question_id))\n                AND (version.answered OR (version.published_at IS NOT NULL AND TG_OP <> 'DELETE'))\n            ) THEN\n                RAISE EXCEPTION 'a published questionnaire stays as it is' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='2e54e5751315abfec7b951d14d4c0d0ffd6d0da5', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stays_as_published_c0a15', table='questionnaires_choice', when='BEFORE'))],
            },
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('version', 'code'), name='one_page_per_code', violation_error_message='Another page has this code.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_published', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            PERFORM 1 FROM questionnaires_version version\n            WHERE version.id IN (OLD.version_id, NEW.version_id)\n            FOR NO KEY UPDATE;\n            IF EXISTS (\n                SELECT 1 FROM questionnaires_version version\n                WHERE version.id IN (OLD.version_id, NEW.version_id)\n                AND (version.answered OR (version.published_at IS NOT NULL AND TG_OP <> 'DELETE'))\n            ) THEN\n                RAISE EXCEPTION 'a published questionnaire stays as it is' USING ERRCODE = 'check_violation';\n            END IF;\n            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n            RETURN NEW;\n        ", hash='51a7c6fe296dc68266fcac47706d406c212bfc2a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_stays_as_published_3119e', table='questionnaires_section', when='BEFORE')),
        ),
        migrations.RunPython(add_questionnaires, migrations.RunPython.noop, elidable=False),
    ]
