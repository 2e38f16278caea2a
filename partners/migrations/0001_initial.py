"""Creates what partners offer, doors and promises, with the text that every door starts with."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.initial import InitialMigration
from partners.defaults import door_texts


def add_door_texts(apps, _editor):
    door_texts(apps.get_model("partners", "DoorText"))


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('coaching', '0001_initial'),
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
        ('workshops', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DoorText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(unique=True, verbose_name='version')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('text_ar', models.TextField(max_length=2000, null=True, verbose_name='text')),
                ('text_fr', models.TextField(max_length=2000, null=True, verbose_name='text')),
                ('text_en', models.TextField(max_length=2000, null=True, verbose_name='text')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='in force since')),
            ],
            options={
                'verbose_name': 'text of the doors to partners',
                'verbose_name_plural': 'texts of the doors to partners',
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('training', 'A training'), ('expert', 'An expert'), ('day', 'A day of appointments')], default='training', max_length=8, verbose_name='what')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16), blank=True, default=list, size=None, verbose_name='for which entrepreneurs')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('title_ar', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                ('title_fr', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='title')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what one takes home')),
                ('words_ar', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('words_fr', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('words_en', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='day')),
                ('starts_clock', models.TimeField(blank=True, null=True, verbose_name='hour')),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='length in minutes')),
                ('seats', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='seats')),
                ('way', models.CharField(choices=[('online', 'Online'), ('on_site', 'On the spot'), ('both', 'Online and on the spot')], default='online', max_length=7, verbose_name='how one takes part')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='where')),
                ('leader', models.CharField(max_length=80, verbose_name='who leads it')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='their e-mail')),
                ('state', models.CharField(choices=[('proposed', 'Waits for the team'), ('accepted', 'Accepted'), ('declined', 'Not this time'), ('withdrawn', 'Taken back')], default='proposed', max_length=9, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why not this time')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('key', models.UUIDField(unique=True)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('expert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coaching.expert', verbose_name='expert')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='programs.partner', verbose_name='partner')),
                ('provinces', models.ManyToManyField(blank=True, related_name='+', to='programs.province', verbose_name='for which provinces')),
                ('single_day', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='coaching.singleday', verbose_name='day')),
                ('is_new_expert', models.BooleanField(default=False)),
                ('gave_role', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.membership')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='programs.stop', verbose_name='stop')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
                ('workshop', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offer', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
            },
        ),
        migrations.CreateModel(
            name='OfferEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('training', 'A training'), ('expert', 'An expert'), ('day', 'A day of appointments')], default='training', max_length=8, verbose_name='what')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16), blank=True, default=list, size=None, verbose_name='for which entrepreneurs')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what one takes home')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='day')),
                ('starts_clock', models.TimeField(blank=True, null=True, verbose_name='hour')),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='length in minutes')),
                ('seats', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='seats')),
                ('way', models.CharField(choices=[('online', 'Online'), ('on_site', 'On the spot'), ('both', 'Online and on the spot')], default='online', max_length=7, verbose_name='how one takes part')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='where')),
                ('leader', models.CharField(max_length=80, verbose_name='who leads it')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='their e-mail')),
                ('state', models.CharField(choices=[('proposed', 'Waits for the team'), ('accepted', 'Accepted'), ('declined', 'Not this time'), ('withdrawn', 'Taken back')], default='proposed', max_length=9, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why not this time')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('expert', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coaching.expert', verbose_name='expert')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.partner', verbose_name='partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.offer')),
                ('single_day', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='coaching.singleday', verbose_name='day')),
                ('is_new_expert', models.BooleanField(default=False)),
                ('gave_role', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.membership')),
                ('stop', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.stop', verbose_name='stop')),
                ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.theme', verbose_name='theme')),
                ('workshop', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what you do for entrepreneurs')),
                ('words_ar', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what you do for entrepreneurs')),
                ('words_fr', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what you do for entrepreneurs')),
                ('words_en', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what you do for entrepreneurs')),
                ('hosts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None, verbose_name='sites that may show the agenda')),
                ('proposed', models.JSONField(blank=True, default=dict)),
                ('proposed_at', models.DateTimeField(null=True, verbose_name='proposed')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='programs.center', verbose_name='center')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='programs.partner', verbose_name='partner')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='programs.theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'page of a partner',
                'verbose_name_plural': 'pages of partners',
            },
        ),
        migrations.CreateModel(
            name='ProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('words', models.TextField(blank=True, max_length=2000, verbose_name='what you do for entrepreneurs')),
                ('hosts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None, verbose_name='sites that may show the agenda')),
                ('proposed', models.JSONField(blank=True, default=dict)),
                ('proposed_at', models.DateTimeField(null=True, verbose_name='proposed')),
                ('center', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.center', verbose_name='center')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.partner', verbose_name='partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.profile')),
                ('proposed_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('files', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000)], verbose_name='how many files')),
                ('days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='each answered in how many days')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='for doors that open from')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('key', models.UUIDField(unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promises', to='programs.partner', verbose_name='partner')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'promise',
                'verbose_name_plural': 'promises',
                'ordering': ['stop', 'partner', 'since', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('name', 'Name'), ('phone', 'Telephone'), ('kind', 'Kind of entrepreneur'), ('province', 'Province'), ('theme', 'Subject of the door'), ('needs', 'Needs by subject, of 100'), ('project', 'The project, in the words of its owner')], max_length=12), default=list, size=None, verbose_name='what the partner sees')),
                ('state', models.CharField(choices=[('open', 'Waits for the partner'), ('taken', 'Taken up'), ('refused', 'Not for them'), ('financed', 'Financed')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why it is not for them')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='the partner’s own note')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='door opened')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='door closed')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='people.participation', verbose_name='participation')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='programs.partner', verbose_name='partner')),
                ('text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.doortext', verbose_name='what was read')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'referral',
                'verbose_name_plural': 'referrals',
            },
        ),
        migrations.CreateModel(
            name='DoorPass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('used_at', models.DateTimeField(null=True, verbose_name='used')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passes', to='partners.referral')),
            ],
            options={
                'verbose_name': 'code shown at a stand',
                'verbose_name_plural': 'codes shown at a stand',
            },
        ),
        migrations.CreateModel(
            name='ReferralEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('shows', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('name', 'Name'), ('phone', 'Telephone'), ('kind', 'Kind of entrepreneur'), ('province', 'Province'), ('theme', 'Subject of the door'), ('needs', 'Needs by subject, of 100'), ('project', 'The project, in the words of its owner')], max_length=12), default=list, size=None, verbose_name='what the partner sees')),
                ('state', models.CharField(choices=[('open', 'Waits for the partner'), ('taken', 'Taken up'), ('refused', 'Not for them'), ('financed', 'Financed')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why it is not for them')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='door opened')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='door closed')),
                ('answered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.participation', verbose_name='participation')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.partner', verbose_name='partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.referral')),
                ('text', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partners.doortext', verbose_name='what was read')),
                ('theme', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReferralReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='read')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='partners.referral')),
            ],
            options={
                'verbose_name': 'reading of a referral',
                'verbose_name_plural': 'readings of referrals',
            },
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['stop', 'state', 'proposed_at'], name='offer_of_a_stop'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_offer_says_why'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'expert'), models.Q(('starts_clock__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='offer_of_a_time_says_when'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_offerevent" ("answered_at", "answered_by_id", "by_id", "email", "expert_id", "gave_role_id", "id", "is_new_expert", "kind", "kinds", "leader", "minutes", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposed_at", "reason", "seats", "single_day_id", "starts_clock", "starts_on", "state", "stop_id", "theme_id", "title", "version", "way", "words", "workshop_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."by_id", NEW."email", NEW."expert_id", NEW."gave_role_id", NEW."id", NEW."is_new_expert", NEW."kind", NEW."kinds", NEW."leader", NEW."minutes", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."proposed_at", NEW."reason", NEW."seats", NEW."single_day_id", NEW."starts_clock", NEW."starts_on", NEW."state", NEW."stop_id", NEW."theme_id", NEW."title", NEW."version", NEW."way", NEW."words", NEW."workshop_id"); RETURN NULL;', hash='229da3dee300a8df3a1f4526c590606bafa1518c', operation='INSERT', pgid='pgtrigger_insert_insert_ab3a3', table='partners_offer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='offer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expert_id" IS DISTINCT FROM (NEW."expert_id") OR OLD."gave_role_id" IS DISTINCT FROM (NEW."gave_role_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_new_expert" IS DISTINCT FROM (NEW."is_new_expert") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."leader" IS DISTINCT FROM (NEW."leader") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."single_day_id" IS DISTINCT FROM (NEW."single_day_id") OR OLD."starts_clock" IS DISTINCT FROM (NEW."starts_clock") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stop_id" IS DISTINCT FROM (NEW."stop_id") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."workshop_id" IS DISTINCT FROM (NEW."workshop_id"))', func='INSERT INTO "partners_offerevent" ("answered_at", "answered_by_id", "by_id", "email", "expert_id", "gave_role_id", "id", "is_new_expert", "kind", "kinds", "leader", "minutes", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "proposed_at", "reason", "seats", "single_day_id", "starts_clock", "starts_on", "state", "stop_id", "theme_id", "title", "version", "way", "words", "workshop_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."by_id", NEW."email", NEW."expert_id", NEW."gave_role_id", NEW."id", NEW."is_new_expert", NEW."kind", NEW."kinds", NEW."leader", NEW."minutes", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."proposed_at", NEW."reason", NEW."seats", NEW."single_day_id", NEW."starts_clock", NEW."starts_on", NEW."state", NEW."stop_id", NEW."theme_id", NEW."title", NEW."version", NEW."way", NEW."words", NEW."workshop_id"); RETURN NULL;', hash='b95f86336f311642f61145030584f6198867b125', operation='UPDATE', pgid='pgtrigger_update_update_22487', table='partners_offer', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.UniqueConstraint(fields=('partner', 'center'), name='one_page_of_a_partner'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_profileevent" ("center_id", "hosts", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "proposed_at", "proposed_by_id", "words") VALUES (NEW."center_id", NEW."hosts", NEW."id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed", NEW."proposed_at", NEW."proposed_by_id", NEW."words"); RETURN NULL;', hash='6134f8d38bf5069f7c8e1b9dc0cb6bd73c343552', operation='INSERT', pgid='pgtrigger_insert_insert_f6c5e', table='partners_profile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='profile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."center_id" IS DISTINCT FROM (NEW."center_id") OR OLD."hosts" IS DISTINCT FROM (NEW."hosts") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."proposed" IS DISTINCT FROM (NEW."proposed") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func='INSERT INTO "partners_profileevent" ("center_id", "hosts", "id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "proposed_at", "proposed_by_id", "words") VALUES (NEW."center_id", NEW."hosts", NEW."id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed", NEW."proposed_at", NEW."proposed_by_id", NEW."words"); RETURN NULL;', hash='2e9661d296419328b7220216acc824956a58be81', operation='UPDATE', pgid='pgtrigger_update_update_ac95b', table='partners_profile', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['partner', '-opened_at'], name='referral_of_a_partner'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('participation', 'partner'), name='one_open_door_per_partner'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_referral_says_why'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('answered_at__isnull', False), _connector='OR'), name='answered_referral_says_when'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_referralevent" ("answered_at", "answered_by_id", "id", "opened_at", "participation_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "shows", "state", "text_id", "theme_id", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."opened_at", NEW."participation_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revoked_at", NEW."shows", NEW."state", NEW."text_id", NEW."theme_id", NEW."version"); RETURN NULL;', hash='d1e48cd7cb18ea531868b700cec795d8d5ffe463', operation='INSERT', pgid='pgtrigger_insert_insert_d8a0b', table='partners_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."partner_id" IS DISTINCT FROM (NEW."partner_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."shows" IS DISTINCT FROM (NEW."shows") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text_id" IS DISTINCT FROM (NEW."text_id") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "partners_referralevent" ("answered_at", "answered_by_id", "id", "opened_at", "participation_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "shows", "state", "text_id", "theme_id", "version") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."opened_at", NEW."participation_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revoked_at", NEW."shows", NEW."state", NEW."text_id", NEW."theme_id", NEW."version"); RETURN NULL;', hash='f70dbb36b5c0fc3c209b65dcdda78798dd62c4cd', operation='UPDATE', pgid='pgtrigger_update_update_52834', table='partners_referral', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='referralreading',
            index=models.Index(fields=['referral', '-at'], name='reading_of_a_referral'),
        ),
        migrations.RunPython(add_door_texts, migrations.RunPython.noop, elidable=False),
    ]
