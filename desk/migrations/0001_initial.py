import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import uuid
from core.initial import InitialMigration
from django.conf import settings
from django.db import migrations, models


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('programs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('assigned', 'Given to a colleague'), ('labelled', 'Label put on'), ('unlabelled', 'Label taken off'), ('decided', 'Decision prepared')], max_length=10, verbose_name='act')),
                ('changes', models.JSONField(default=dict, verbose_name='changes')),
                ('count', models.PositiveIntegerField(verbose_name='files')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='done')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
            ],
            options={
                'verbose_name': 'act on several files',
                'verbose_name_plural': 'acts on several files',
            },
        ),
        migrations.CreateModel(
            name='ChosenColumns',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None, verbose_name='columns')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_columns', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'chosen columns',
                'verbose_name_plural': 'chosen columns',
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='name')),
                ('colour', models.CharField(choices=[('blue', 'Blue'), ('green', 'Green'), ('amber', 'Amber'), ('red', 'Red'), ('violet', 'Violet'), ('grey', 'Grey')], default='blue', max_length=6, verbose_name='colour')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='programs.center', verbose_name='center')),
            ],
            options={
                'verbose_name': 'label',
                'verbose_name_plural': 'labels',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('center'), name='one_label_per_name', violation_error_message='There is a label of this name already.')],
            },
        ),
        migrations.CreateModel(
            name='Labelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labellings', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='put by')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labellings', to='desk.label', verbose_name='label')),
            ],
            options={
                'verbose_name': 'labelling',
                'verbose_name_plural': 'labellings',
                'constraints': [models.UniqueConstraint(fields=('label', 'application'), name='one_label_once')],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('files', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None, verbose_name='files')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='ticked on')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ticked by')),
            ],
            options={
                'verbose_name': 'ticked files',
                'verbose_name_plural': 'ticked files',
            },
        ),
        migrations.CreateModel(
            name='Responsible',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='responsible', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files_in_hand', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
            ],
            options={
                'verbose_name': 'colleague in charge of a file',
                'verbose_name_plural': 'colleagues in charge of files',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.JSONField(default=dict, verbose_name='filters')),
                ('shared', models.BooleanField(default=False, verbose_name='for the whole team')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'saved view',
                'verbose_name_plural': 'saved views',
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('shared', False), ('stop__isnull', False), _connector='OR'), name='shared_view_has_its_stop')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written on')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='key of its form')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='applications.application', verbose_name='application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes_written', to=settings.AUTH_USER_MODEL, verbose_name='author')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'indexes': [models.Index(fields=['application', '-id'], name='note_of_a_file')],
                'constraints': [models.UniqueConstraint(fields=('application', 'key'), name='a_form_writes_one_note'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(editable=False, null=True, verbose_name='read')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL, verbose_name='colleague')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='desk.note', verbose_name='note')),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'indexes': [models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='mention_unread')],
                'constraints': [models.UniqueConstraint(fields=('note', 'person'), name='told_of_a_note_once')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.CharField(max_length=120, verbose_name='who is asked')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='what is asked')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='answers shown')),
                ('attachments', models.JSONField(blank=True, default=list, verbose_name='files shown')),
                ('due', models.DateField(verbose_name='until')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='taken back')),
                ('verdict', models.CharField(blank=True, choices=[('favourable', 'Favourable'), ('unfavourable', 'Unfavourable'), ('remarks', 'Remarks only')], max_length=12, verbose_name='opinion')),
                ('remarks', models.TextField(blank=True, max_length=2000, verbose_name='remarks')),
                ('signed', models.CharField(blank=True, max_length=120, verbose_name='name and function')),
                ('given_at', models.DateTimeField(editable=False, null=True, verbose_name='given')),
                ('read_at', models.DateTimeField(editable=False, null=True, verbose_name='read')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='key of its form')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'outside opinion',
                'verbose_name_plural': 'outside opinions',
                'indexes': [models.Index(fields=['application', '-id'], name='opinion_of_a_file'), models.Index(condition=models.Q(('given_at__isnull', False), ('read_at__isnull', True)), fields=['given_at'], name='opinion_unread')],
                'constraints': [models.UniqueConstraint(fields=('application', 'key'), name='a_form_asks_once'), models.CheckConstraint(condition=models.Q(models.Q(('given_at__isnull', True), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), ('given_at__isnull', False)), _connector='OR'), name='a_given_opinion_has_its_moment'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('given_at__isnull', True), _connector='OR'), name='an_opinion_taken_back_was_not_given'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'remarks'), _negated=True), models.Q(('remarks', ''), _negated=True), _connector='OR'), name='remarks_only_says_something')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_opinionevent" ("application_id", "asked_at", "attachments", "by_id", "due", "given_at", "id", "institution", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "read_at", "remarks", "signed", "verdict", "withdrawn_at", "words") VALUES (NEW."application_id", NEW."asked_at", NEW."attachments", NEW."by_id", NEW."due", NEW."given_at", NEW."id", NEW."institution", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."questions", NEW."read_at", NEW."remarks", NEW."signed", NEW."verdict", NEW."withdrawn_at", NEW."words"); RETURN NULL;', hash='295037309fdc747fef40e40788240ca542adfdd6', operation='INSERT', pgid='pgtrigger_insert_insert_f9ecd', table='desk_opinion', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "desk_opinionevent" ("application_id", "asked_at", "attachments", "by_id", "due", "given_at", "id", "institution", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "read_at", "remarks", "signed", "verdict", "withdrawn_at", "words") VALUES (NEW."application_id", NEW."asked_at", NEW."attachments", NEW."by_id", NEW."due", NEW."given_at", NEW."id", NEW."institution", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."questions", NEW."read_at", NEW."remarks", NEW."signed", NEW."verdict", NEW."withdrawn_at", NEW."words"); RETURN NULL;', hash='2583203ad8134010c8a8da5806b7b063f51c45d3', operation='UPDATE', pgid='pgtrigger_update_update_e1830', table='desk_opinion', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='OpinionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('institution', models.CharField(max_length=120, verbose_name='who is asked')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='what is asked')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='answers shown')),
                ('attachments', models.JSONField(blank=True, default=list, verbose_name='files shown')),
                ('due', models.DateField(verbose_name='until')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='taken back')),
                ('verdict', models.CharField(blank=True, choices=[('favourable', 'Favourable'), ('unfavourable', 'Unfavourable'), ('remarks', 'Remarks only')], max_length=12, verbose_name='opinion')),
                ('remarks', models.TextField(blank=True, max_length=2000, verbose_name='remarks')),
                ('signed', models.CharField(blank=True, max_length=120, verbose_name='name and function')),
                ('given_at', models.DateTimeField(editable=False, null=True, verbose_name='given')),
                ('read_at', models.DateTimeField(editable=False, null=True, verbose_name='read')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='key of its form')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='desk.opinion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due', models.DateField(verbose_name='until')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='key of its form')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['to', 'due', 'id'], name='task_open')],
                'constraints': [models.UniqueConstraint(fields=('application', 'key'), name='a_form_gives_one_task'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_task_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='a_done_task_has_who_did_it')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "desk_taskevent" ("application_id", "by_id", "done_at", "done_by_id", "due", "given_at", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "to_id") VALUES (NEW."application_id", NEW."by_id", NEW."done_at", NEW."done_by_id", NEW."due", NEW."given_at", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."to_id"); RETURN NULL;', hash='a1eb394bef03e9bda93eddea2b88225fe3cf57f2', operation='INSERT', pgid='pgtrigger_insert_insert_b7d5e', table='desk_task', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "desk_taskevent" ("application_id", "by_id", "done_at", "done_by_id", "due", "given_at", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "to_id") VALUES (NEW."application_id", NEW."by_id", NEW."done_at", NEW."done_by_id", NEW."due", NEW."given_at", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."to_id"); RETURN NULL;', hash='055cf81e09c6209406ac3606cf61ef38631c6dd5', operation='UPDATE', pgid='pgtrigger_update_update_e569c', table='desk_task', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=200, verbose_name='what is to be done')),
                ('due', models.DateField(verbose_name='until')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='given')),
                ('done_at', models.DateTimeField(null=True, verbose_name='done')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='key of its form')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('done_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='desk.task')),
                ('to', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'abstract': False,
            },
        ),
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
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('form', 'The form'), ('asked', 'Most asked'), ('hours', 'Hours to avoid'), ('words', 'Messages'), ('workshop', 'Workshops that worked')], max_length=8, verbose_name='kind')),
                ('about', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=300, verbose_name='what was proposed')),
                ('state', models.CharField(choices=[('taken', 'Taken over'), ('dismissed', 'Dismissed')], max_length=9, verbose_name='answer')),
                ('made', models.JSONField(default=dict)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.stop', verbose_name='earlier stop')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'lesson',
                'verbose_name_plural': 'lessons',
                'constraints': [models.UniqueConstraint(fields=('stop', 'source', 'kind', 'about'), name='one_answer_per_lesson')],
            },
        ),
    ]
