import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Waits for the partner'), ('taken', 'Taken up'), ('refused', 'Not for them'), ('financed', 'Financed')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why it is not for them')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='door opened')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='door closed')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='people.participation', verbose_name='participation')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='programs.partner', verbose_name='partner')),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'referral',
                'verbose_name_plural': 'referrals',
            },
        ),
        migrations.CreateModel(
            name='ReferralEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('open', 'Waits for the partner'), ('taken', 'Taken up'), ('refused', 'Not for them'), ('financed', 'Financed')], default='open', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=240, verbose_name='why it is not for them')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='door opened')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='door closed')),
                ('answered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.participation', verbose_name='participation')),
                ('partner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.partner', verbose_name='partner')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partners.referral')),
                ('theme', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('participation', 'partner'), name='one_open_door_per_partner'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_referral_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "partners_referralevent" ("answered_at", "answered_by_id", "id", "opened_at", "participation_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "state", "theme_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."opened_at", NEW."participation_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."revoked_at", NEW."state", NEW."theme_id"); RETURN NULL;', hash='441d4435bab99388e0c53eecf353a9f07771308c', operation='INSERT', pgid='pgtrigger_insert_insert_d8a0b', table='partners_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "partners_referralevent" ("answered_at", "answered_by_id", "id", "opened_at", "participation_id", "partner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "revoked_at", "state", "theme_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."opened_at", NEW."participation_id", NEW."partner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."revoked_at", NEW."state", NEW."theme_id"); RETURN NULL;', hash='14ab066bec76735ef83768a415ee90542fba2552', operation='UPDATE', pgid='pgtrigger_update_update_52834', table='partners_referral', when='AFTER')),
        ),
    ]
