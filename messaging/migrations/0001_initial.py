"""Creates the outbox and what stands around it, with the holidays of Morocco and the months of Ramadan."""

import django.db.models.deletion
import django.utils.timezone
import messaging.channels.base
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone
from messaging import holidays
from core.initial import InitialMigration


FILL = "ALTER TABLE messaging_message SET (fillfactor = 50)"  # a claimed message changes its row in place
UNFILL = "ALTER TABLE messaging_message RESET (fillfactor)"


def add_holidays(apps, _editor):
    holidays.fill(apps, timezone.localdate())


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('version', models.BigIntegerField(default=0)),
                ('over', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Year',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Broadcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='subject')),
                ('title_ar', models.CharField(max_length=120, null=True, verbose_name='subject')),
                ('title_fr', models.CharField(max_length=120, null=True, verbose_name='subject')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='subject')),
                ('body', models.TextField(max_length=1500, verbose_name='text')),
                ('body_ar', models.TextField(max_length=1500, null=True, verbose_name='text')),
                ('body_fr', models.TextField(max_length=1500, null=True, verbose_name='text')),
                ('body_en', models.TextField(max_length=1500, null=True, verbose_name='text')),
                ('filters', models.JSONField(blank=True, default=dict, verbose_name='for whom')),
                ('start_at', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('wave', models.PositiveSmallIntegerField(default=50, verbose_name='people in a wave')),
                ('pause', models.PositiveSmallIntegerField(default=10, verbose_name='minutes between two waves')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('started', 'Started'), ('stopped', 'Stopped')], default='draft', max_length=7, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written on')),
                ('started_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='started on')),
                ('stopped_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='stopped on')),
                ('author', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='broadcasts', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'message to a group',
                'verbose_name_plural': 'messages to groups',
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=64)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_home')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('holiday', 'Holiday: nothing is sent'), ('ramadan', 'Ramadan: sent at other hours')], default='holiday', max_length=7, verbose_name='kind')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_ar', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('sends_from', models.TimeField(blank=True, null=True, verbose_name='messages leave from')),
                ('sends_until', models.TimeField(blank=True, null=True, verbose_name='messages leave until')),
            ],
            options={
                'verbose_name': 'day of the calendar',
                'verbose_name_plural': 'calendar of messages',
                'ordering': ['starts_on'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'starts_on', 'name'), name='one_period_per_kind_and_day'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='period_ends_after_it_starts', violation_error_message='The last day cannot come before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ramadan'), _negated=True), models.Q(('sends_from__isnull', False), ('sends_until__gt', models.F('sends_from'))), _connector='OR'), name='ramadan_has_hours', violation_error_message='Ramadan needs the hours between which messages leave.'), models.UniqueConstraint(fields=('kind', 'starts_on', 'name_ar'), name='one_period_per_kind_and_day-ar'), models.UniqueConstraint(fields=('kind', 'starts_on', 'name_fr'), name='one_period_per_kind_and_day-fr'), models.UniqueConstraint(fields=('kind', 'starts_on', 'name_en'), name='one_period_per_kind_and_day-en')],
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='from')),
                ('state', models.CharField(choices=[('open', 'Open'), ('snoozed', 'Later'), ('closed', 'Closed')], default='open', max_length=7, verbose_name='state')),
                ('snoozed_until', models.DateTimeField(blank=True, null=True, verbose_name='back on')),
                ('unread', models.PositiveIntegerField(default=0, verbose_name='unread')),
                ('last_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last message')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='threads', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='threads', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'conversation',
                'verbose_name_plural': 'conversations',
                'ordering': ['-last_at'],
                'indexes': [models.Index(fields=['stop', 'state', '-last_at', '-id'], name='thread_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('person', 'stop'), name='one_thread_per_person_and_stop', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('address',), name='one_thread_per_unknown_address'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('stop__isnull', False)), models.Q(('person__isnull', True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='thread_is_with_somebody')],
                'triggers': [pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."assigned_to_id" IS DISTINCT FROM (NEW."assigned_to_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."snoozed_until" IS DISTINCT FROM (NEW."snoozed_until") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stop_id" IS DISTINCT FROM (NEW."stop_id"))', func='INSERT INTO "messaging_threadevent" ("assigned_to_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "snoozed_until", "state", "stop_id") VALUES (NEW."assigned_to_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."snoozed_until", NEW."state", NEW."stop_id"); RETURN NULL;', hash='b3c7db6e3a787fc41e716fbbf1e338f6c558b253', operation='UPDATE', pgid='pgtrigger_update_update_72cf3', table='messaging_thread', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=12, verbose_name='way of sending')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='from')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('voice', 'Voice note'), ('picture', 'Picture'), ('file', 'File'), ('other', 'Something this page cannot show')], default='text', max_length=7, verbose_name='kind')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('quoted', models.TextField(blank=True, verbose_name='quoted')),
                ('did', models.CharField(blank=True, editable=False, max_length=80, verbose_name='what it did')),
                ('provider_id', models.CharField(blank=True, max_length=200, null=True, unique=True)),
                ('media_id', models.CharField(blank=True, max_length=200)),
                ('file', models.FileField(blank=True, upload_to='conversations/', verbose_name='file')),
                ('file_type', models.CharField(blank=True, max_length=60)),
                ('file_state', models.CharField(choices=[('none', 'None'), ('waiting', 'Being fetched'), ('here', 'Here'), ('refused', 'Refused: this kind of file may be harmful'), ('lost', 'It could not be fetched')], default='none', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written on')),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='messaging.thread')),
            ],
            options={
                'verbose_name': 'message received',
                'verbose_name_plural': 'messages received',
                'ordering': ['written_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('file_state', 'waiting')), fields=['id'], name='post_to_fetch'), models.Index(condition=models.Q(('address', ''), _negated=True), fields=['address', '-id'], name='post_from_address')],
            },
        ),
        migrations.CreateModel(
            name='Idea',
            fields=[
                ('post', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='idea', serialize=False, to='messaging.post', verbose_name='message')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked by')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'idea for a workshop',
                'verbose_name_plural': 'ideas for workshops',
            },
        ),
        migrations.CreateModel(
            name='Inbound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=250, unique=True)),
                ('provider', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=10)),
                ('payload', models.JSONField()),
                ('raw', models.BinaryField(null=True)),
                ('arrived_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=200)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='messaging.post')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.stop')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True), ('failure', '')), fields=['id'], name='arrival_waiting'), models.Index(condition=models.Q(('failure', ''), _negated=True), fields=['arrived_at'], name='arrival_broken')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, verbose_name='about')),
                ('event', models.CharField(max_length=40, verbose_name='occasion')),
                ('context', models.JSONField(blank=True, default=dict, editable=False)),
                ('channel', models.CharField(choices=messaging.channels.base.choices, max_length=12, verbose_name='way of sending')),
                ('address', models.CharField(max_length=254, verbose_name='to')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided on')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='subject')),
                ('body', models.TextField(verbose_name='text')),
                ('file', models.FileField(blank=True, editable=False, upload_to='messages/', verbose_name='file')),
                ('secret', models.BooleanField(default=False, editable=False, verbose_name='sign-in code')),
                ('urgent', models.BooleanField(default=False, editable=False, verbose_name='at any hour')),
                ('needed', models.BooleanField(default=False, editable=False, verbose_name='even to those who asked for nothing else')),
                ('about', models.CharField(blank=True, editable=False, max_length=80)),
                ('version', models.BigIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('new', 'Waiting'), ('sending', 'Being sent'), ('prepared', 'Prepared'), ('sent', 'Sent'), ('delivered', 'Delivered'), ('read', 'Read'), ('failed', 'Not sent'), ('parked', 'Unknown whether it arrived'), ('dropped', 'No longer needed')], default='new', max_length=9, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written on')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='to be sent from')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='of no use after')),
                ('lease_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('lease', models.UUIDField(blank=True, editable=False, null=True)),
                ('handed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent on')),
                ('moved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='changed on')),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='attempts')),
                ('provider_id', models.CharField(blank=True, editable=False, max_length=200)),
                ('failure', models.CharField(blank=True, editable=False, max_length=200, verbose_name='reason')),
                ('author', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('broadcast', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='messaging.broadcast')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('stop', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='programs.stop', verbose_name='stop')),
                ('thread', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='messaging.thread')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['-created_at'],
                'indexes': [models.Index(condition=models.Q(('state', 'new'), models.Q(('channel', 'by_hand'), _negated=True)), fields=['due_at', 'id'], name='message_waiting'), models.Index(condition=models.Q(('state', 'new'), ('urgent', True), models.Q(('channel', 'by_hand'), _negated=True)), fields=['due_at', 'id'], name='message_urgent'), models.Index(condition=models.Q(('channel', 'by_hand'), ('state__in', ['new', 'prepared'])), fields=['stop', 'due_at'], name='message_by_hand'), models.Index(condition=models.Q(('state', 'sending')), fields=['handed_at'], name='message_sending'), models.Index(condition=models.Q(('state', 'parked')), fields=['handed_at'], name='message_parked'), models.Index(condition=models.Q(('state__in', ['delivered', 'read'])), fields=['channel', '-handed_at'], name='message_echoed'), models.Index(condition=models.Q(('state', 'new'), models.Q(('about', ''), _negated=True)), fields=['about'], name='message_of_subject'), models.Index(condition=models.Q(('provider_id', ''), _negated=True), fields=['provider_id'], name='message_at_provider'), models.Index(fields=['address', '-id'], name='message_to_address'), models.Index(fields=['-created_at', '-id'], name='message_newest'), models.Index(condition=models.Q(('thread__isnull', False)), fields=['thread'], name='message_of_thread'), models.Index(condition=models.Q(('broadcast__isnull', False)), fields=['broadcast'], name='message_of_broadcast'), models.Index(condition=models.Q(('author__isnull', False)), fields=['author'], name='message_of_author')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='one_message_per_key')],
            },
        ),
        migrations.CreateModel(
            name='ThreadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('state', models.CharField(choices=[('open', 'Open'), ('snoozed', 'Later'), ('closed', 'Closed')], default='open', max_length=7, verbose_name='state')),
                ('snoozed_until', models.DateTimeField(blank=True, null=True, verbose_name='back on')),
                ('assigned_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='state_snoozed_until_assigned_to_person_stop_events', to='messaging.thread')),
                ('stop', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=40, verbose_name='occasion')),
                ('short', models.CharField(blank=True, max_length=500, verbose_name='SMS and WhatsApp')),
                ('short_ar', models.CharField(blank=True, max_length=500, null=True, verbose_name='SMS and WhatsApp')),
                ('short_fr', models.CharField(blank=True, max_length=500, null=True, verbose_name='SMS and WhatsApp')),
                ('short_en', models.CharField(blank=True, max_length=500, null=True, verbose_name='SMS and WhatsApp')),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='subject of the e-mail')),
                ('subject_ar', models.CharField(blank=True, max_length=120, null=True, verbose_name='subject of the e-mail')),
                ('subject_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='subject of the e-mail')),
                ('subject_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='subject of the e-mail')),
                ('long', models.TextField(blank=True, max_length=3000, verbose_name='e-mail')),
                ('long_ar', models.TextField(blank=True, max_length=3000, null=True, verbose_name='e-mail')),
                ('long_fr', models.TextField(blank=True, max_length=3000, null=True, verbose_name='e-mail')),
                ('long_en', models.TextField(blank=True, max_length=3000, null=True, verbose_name='e-mail')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'text of a stop',
                'verbose_name_plural': 'texts of a stop',
                'ordering': ['stop', 'event'],
                'constraints': [models.UniqueConstraint(fields=('stop', 'event'), name='one_wording_per_event', violation_error_message='This stop already has its own text for this occasion.')],
            },
        ),
        migrations.CreateModel(
            name='StockAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('body', models.TextField(blank=True, max_length=1500, verbose_name='text')),
                ('body_ar', models.TextField(blank=True, max_length=1500, null=True, verbose_name='text')),
                ('body_fr', models.TextField(blank=True, max_length=1500, null=True, verbose_name='text')),
                ('body_en', models.TextField(blank=True, max_length=1500, null=True, verbose_name='text')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stock_answers', to='programs.center', verbose_name='center')),
            ],
            options={
                'verbose_name': 'ready answer',
                'verbose_name_plural': 'ready answers',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('center', 'name'), name='one_ready_answer_per_name', violation_error_message='The center already has a ready answer of this name.')],
            },
        ),
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user_id', models.CharField(blank=True, max_length=150, null=True, unique=True)),
                ('parent_id', models.CharField(blank=True, db_index=True, max_length=150)),
                ('phone', models.CharField(blank=True, max_length=16, null=True, unique=True)),
                ('wrote_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('user_id__isnull', False), ('phone__isnull', False), _connector='OR'), name='correspondent_is_known')],
            },
        ),
        migrations.CreateModel(
            name='OptOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='telephone or e-mail')),
                ('way', models.CharField(choices=messaging.channels.base.refusals, max_length=12, verbose_name='how')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
                ('lifted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='lifted on')),
                ('lifted_way', models.CharField(blank=True, choices=messaging.channels.base.refusals, editable=False, max_length=12, verbose_name='lifted')),
                ('lifted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lifted by')),
                ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'refusal of messages',
                'verbose_name_plural': 'refusals of messages',
                'ordering': ['-since'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('address',), name='one_refusal_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(blank=True, choices=messaging.channels.base.wishes, default='', max_length=12, verbose_name='way of sending')),
                ('only_needed', models.BooleanField(default=False, verbose_name='only what is needed')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='no message from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='no message until')),
                ('digest', models.BooleanField(default=True, verbose_name='daily summary')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preference', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'wish about messages',
                'verbose_name_plural': 'wishes about messages',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='own_quiet_hours_are_both_or_none', violation_error_message='Give both hours, or none.')],
            },
        ),
        migrations.RunSQL(FILL, UNFILL),
        migrations.RunPython(add_holidays, migrations.RunPython.noop, elidable=False),
    ]
