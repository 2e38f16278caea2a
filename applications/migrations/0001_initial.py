import applications.models.candidacy
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
        ('questionnaires', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('state', models.CharField(choices=[('draft', 'Being filled in'), ('submitted', 'Received'), ('accepted', 'A place is offered'), ('waiting', 'On the waiting list'), ('declined', 'Not chosen this time'), ('lapsed', 'Place passed on'), ('confirmed', 'Takes part'), ('withdrawn', 'Withdrawn'), ('merged', 'Joined to another file')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('token', models.CharField(default=applications.models.candidacy.new_token, editable=False, max_length=22, unique=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='idempotency key')),
                ('reference', models.CharField(editable=False, max_length=12, null=True, unique=True, verbose_name='file number')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('channel', models.CharField(choices=[('web', 'On the web'), ('phone', 'By telephone'), ('walk_in', 'At the desk'), ('association', 'By an association'), ('import', 'Imported')], default='web', max_length=12, verbose_name='channel')),
                ('association', models.CharField(blank=True, max_length=120, verbose_name='association that applied for the person')),
                ('campaign', models.CharField(blank=True, editable=False, max_length=40, verbose_name='came by')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('kind', models.CharField(blank=True, choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16, verbose_name='kind')),
                ('gender', models.CharField(blank=True, choices=[('woman', 'Woman'), ('man', 'Man')], max_length=8, verbose_name='gender')),
                ('stage', models.CharField(blank=True, choices=[('idea', 'An idea'), ('starting', 'Starting up'), ('running', 'In activity'), ('growing', 'Growing')], max_length=10, verbose_name='stage')),
                ('outside', models.BooleanField(default=False, editable=False, verbose_name='from outside the region')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='received')),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True, verbose_name='withdrawn')),
                ('rank', models.PositiveIntegerField(editable=False, null=True, verbose_name='place in the waiting list')),
                ('confirm_by', models.DateTimeField(editable=False, null=True, verbose_name='to be confirmed until')),
                ('name_key', models.CharField(blank=True, editable=False, max_length=160)),
                ('phonetic_key', models.CharField(blank=True, editable=False, max_length=60)),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('search', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(django.contrib.postgres.search.SearchVector('search_text', config='simple'), '||', django.db.models.expressions.CombinedExpression(models.Func(models.F('phonetic_key'), output_field=django.contrib.postgres.search.SearchVectorField(), template="array_to_tsvector(string_to_array('=' || replace(%(expressions)s, ' ', ' ='), ' '))"), '||', models.Func(models.F('phonetic_key'), output_field=django.contrib.postgres.search.SearchVectorField(), template="array_to_tsvector(string_to_array('~' || replace(regexp_replace(regexp_replace(translate(%(expressions)s, 'CGVAWYah', 'sk'), '(^| )l(?=[^ ])', '\\1', 'g'), '([^ ])\\1+', '\\1', 'g'), ' ', ' ~'), ' '))"), output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('applicant', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL, verbose_name='applicant')),
                ('entered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications_entered', to=settings.AUTH_USER_MODEL, verbose_name='entered by')),
                ('participation', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='people.participation', verbose_name='participation')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programs.province', verbose_name='province')),
                ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programs.sector', verbose_name='activity')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='programs.stop', verbose_name='stop')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionnaires.version', verbose_name='questionnaire')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
                'indexes': [models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', '-submitted_at', '-id'], name='application_newest'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['-submitted_at', '-id'], name='application_of_all_stops'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'state', '-submitted_at', '-id'], name='application_by_state'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'province', '-submitted_at', '-id'], name='application_by_province'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'sector', '-submitted_at', '-id'], name='application_by_sector'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'kind', '-submitted_at', '-id'], name='application_by_kind'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'channel', '-submitted_at', '-id'], name='application_by_channel'), models.Index(condition=models.Q(('state', 'draft')), fields=['stop', '-id'], name='application_draft'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'name_key'], name='application_same_name'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['stop', 'phonetic_key'], name='application_same_sound'), models.Index(condition=models.Q(('state', 'accepted')), fields=['confirm_by'], name='application_unanswered'), models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='application_phone'), models.Index(condition=models.Q(('email', ''), _negated=True), fields=['email'], name='application_email'), django.contrib.postgres.indexes.GinIndex(fields=['search'], gin_pending_list_limit=64, name='application_search')],
                'constraints': [models.UniqueConstraint(fields=('stop', 'key'), name='one_application_per_form'), models.UniqueConstraint(condition=models.Q(('state__in', ('submitted', 'accepted', 'waiting', 'declined', 'lapsed', 'confirmed')), models.Q(('phone', ''), _negated=True)), fields=('stop', 'phone', 'name_key'), name='one_application_per_person_and_stop', violation_error_code='twice', violation_error_message='This person already has an application at this stop.'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('applicant__isnull', False), ('kind__gt', ''), ('name__gt', ''), ('reference__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='a_sent_application_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('participation__isnull', False), _connector='OR'), name='who_takes_part_has_a_place'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting'), _negated=True), ('rank__isnull', False), _connector='OR'), name='who_waits_has_a_rank'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('confirm_by__isnull', False), _connector='OR'), name='who_is_offered_a_place_knows_until_when'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('stop', 'rank'), name='one_rank_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='no_more_seats_than_places', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE found RECORD;', func="\n            FOR found IN\n                SELECT DISTINCT after.stop_id FROM after JOIN before USING (id)\n                WHERE after.state IN ('accepted', 'confirmed') AND before.state NOT IN ('accepted', 'confirmed') ORDER BY 1\n            LOOP\n                PERFORM 1 FROM programs_stop WHERE id = found.stop_id FOR NO KEY UPDATE;\n                IF (SELECT count(*) FROM applications_application WHERE stop_id = found.stop_id AND state IN ('accepted', 'confirmed')\n                    AND submitted_at IS NOT NULL)\n                   > (SELECT places FROM programs_stop WHERE id = found.stop_id) THEN\n                    RAISE EXCEPTION 'stop % has no place left', found.stop_id\n                        USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_over_places';\n                END IF;\n            END LOOP;\n            RETURN NULL;\n        ", hash='b95ccbc4b884eb25470e50b6ae6003055be80d1c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_no_more_seats_than_places_57490', referencing='REFERENCING OLD TABLE AS before  NEW TABLE AS after ', table='applications_application', when='AFTER')), pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "applications_applicationevent" ("answers", "applicant_id", "association", "email", "gender", "kind", "name", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "province_id", "reference", "sector_id", "stage", "state") SELECT new_values."answers", new_values."applicant_id", new_values."association", new_values."email", new_values."gender", new_values."kind", new_values."name", new_values."participation_id", _pgh_attached_context.value, NOW(), \'changed\', new_values."id", new_values."phone", new_values."province_id", new_values."reference", new_values."sector_id", new_values."stage", new_values."state" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE ((old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."applicant_id" IS DISTINCT FROM (new_values."applicant_id") OR old_values."association" IS DISTINCT FROM (new_values."association") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."gender" IS DISTINCT FROM (new_values."gender") OR old_values."stage" IS DISTINCT FROM (new_values."stage") OR old_values."province_id" IS DISTINCT FROM (new_values."province_id") OR old_values."sector_id" IS DISTINCT FROM (new_values."sector_id") OR old_values."answers" IS DISTINCT FROM (new_values."answers") OR old_values."participation_id" IS DISTINCT FROM (new_values."participation_id")) AND NOT (new_values."state" = \'draft\')) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9ff2e48f30b0c26961b6e2c7dad5f3f30edf0559', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_changed_update_91dc6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='applications_application', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ApplicationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('state', models.CharField(choices=[('draft', 'Being filled in'), ('submitted', 'Received'), ('accepted', 'A place is offered'), ('waiting', 'On the waiting list'), ('declined', 'Not chosen this time'), ('lapsed', 'Place passed on'), ('confirmed', 'Takes part'), ('withdrawn', 'Withdrawn'), ('merged', 'Joined to another file')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('reference', models.CharField(editable=False, max_length=12, null=True, verbose_name='file number')),
                ('association', models.CharField(blank=True, max_length=120, verbose_name='association that applied for the person')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='phone')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('kind', models.CharField(blank=True, choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16, verbose_name='kind')),
                ('gender', models.CharField(blank=True, choices=[('woman', 'Woman'), ('man', 'Man')], max_length=8, verbose_name='gender')),
                ('stage', models.CharField(blank=True, choices=[('idea', 'An idea'), ('starting', 'Starting up'), ('running', 'In activity'), ('growing', 'Growing')], max_length=10, verbose_name='stage')),
                ('answers', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('applicant', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='applicant')),
                ('participation', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.participation', verbose_name='participation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_reference_applicant_association_name_phone_email_kind_gender_stage_province_sector_answers_participation_events', to='applications.application')),
                ('province', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.province', verbose_name='province')),
                ('sector', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.sector', verbose_name='activity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=40, verbose_name='question')),
                ('file', models.FileField(upload_to='attachments/%Y/%m/', verbose_name='file')),
                ('name', models.CharField(max_length=120, verbose_name='name given by the sender')),
                ('content_type', models.CharField(max_length=40, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='applications.application')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'constraints': [models.UniqueConstraint(fields=('application', 'question'), name='one_file_per_question')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=10, verbose_name='from')),
                ('target', models.CharField(max_length=10, verbose_name='to')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('after', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hop', to='applications.move', verbose_name='follows from')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.stop', verbose_name='stop')),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone', to='applications.move', verbose_name='takes back')),
            ],
            options={
                'verbose_name': 'move',
                'verbose_name_plural': 'moves',
                'indexes': [models.Index(fields=['application', '-id'], name='move_of_a_file'), models.Index(fields=['stop', '-id'], name='move_of_a_stop')],
            },
        ),
        migrations.CreateModel(
            name='WaitingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours_to_confirm', models.PositiveSmallIntegerField(default=48, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='hours to confirm a place')),
                ('last_rank', models.PositiveIntegerField(default=0, editable=False)),
                ('stop', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='waiting_list', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'waiting list',
                'verbose_name_plural': 'waiting lists',
                'constraints': [models.CheckConstraint(condition=models.Q(('hours_to_confirm__range', (1, 720))), name='some_hours_to_confirm')],
                'triggers': [pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."hours_to_confirm" IS DISTINCT FROM (NEW."hours_to_confirm"))', func='INSERT INTO "applications_waitinglisthourstoconfirmevent" ("hours_to_confirm", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."hours_to_confirm", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='28fc32d8d530ab304b625d895d9216d43de4fc1f', operation='UPDATE', pgid='pgtrigger_update_update_e5712', table='applications_waitinglist', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='WaitingListHoursToConfirmEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('hours_to_confirm', models.PositiveSmallIntegerField(default=48, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='hours to confirm a place')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='hours_to_confirm_events', to='applications.waitinglist')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
