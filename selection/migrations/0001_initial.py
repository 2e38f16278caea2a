import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('people', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='what the person adds')),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'The decision stays'), ('accepted', 'A place is offered'), ('waiting', 'On the waiting list')], max_length=8, verbose_name='outcome')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why, for the team')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='appeal', to='applications.application', verbose_name='application')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'second look',
                'verbose_name_plural': 'second looks',
            },
        ),
        migrations.CreateModel(
            name='AppealEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='what the person adds')),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'The decision stays'), ('accepted', 'A place is offered'), ('waiting', 'On the waiting list')], max_length=8, verbose_name='outcome')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why, for the team')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.appeal')),
                ('reviewer', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{0,39}$', 'Small Latin letters, digits and _ only, beginning with a letter.')], verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('meaning', models.CharField(blank=True, max_length=240, verbose_name='what it means')),
                ('meaning_ar', models.CharField(blank=True, max_length=240, null=True, verbose_name='what it means')),
                ('meaning_fr', models.CharField(blank=True, max_length=240, null=True, verbose_name='what it means')),
                ('meaning_en', models.CharField(blank=True, max_length=240, null=True, verbose_name='what it means')),
                ('weight', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='weight')),
                ('source', models.JSONField(blank=True, default=dict, help_text='Such as {"question": "stage", "points": {"idea": 1, "running": 4}, "otherwise": 0}.', verbose_name='what the form says about it')),
                ('refusal', models.CharField(max_length=240, verbose_name='said when it was missing')),
                ('refusal_ar', models.CharField(max_length=240, null=True, verbose_name='said when it was missing')),
                ('refusal_fr', models.CharField(max_length=240, null=True, verbose_name='said when it was missing')),
                ('refusal_en', models.CharField(max_length=240, null=True, verbose_name='said when it was missing')),
                ('instead', models.CharField(blank=True, max_length=240, verbose_name='what to do instead')),
                ('instead_ar', models.CharField(blank=True, max_length=240, null=True, verbose_name='what to do instead')),
                ('instead_fr', models.CharField(blank=True, max_length=240, null=True, verbose_name='what to do instead')),
                ('instead_en', models.CharField(blank=True, max_length=240, null=True, verbose_name='what to do instead')),
                ('position', models.PositiveSmallIntegerField(default=99, verbose_name='position')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(4)], verbose_name='points')),
                ('text', models.CharField(max_length=160, verbose_name='in words')),
                ('text_ar', models.CharField(max_length=160, null=True, verbose_name='in words')),
                ('text_fr', models.CharField(max_length=160, null=True, verbose_name='in words')),
                ('text_en', models.CharField(max_length=160, null=True, verbose_name='in words')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='anchors', to='selection.criterion', verbose_name='criterion')),
            ],
            options={
                'verbose_name': 'step of the scale',
                'verbose_name_plural': 'steps of the scale',
                'ordering': ['criterion', 'points'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('accept', 'Accept'), ('wait', 'Waiting list'), ('decline', 'Decline')], max_length=8, verbose_name='decision')),
                ('order', models.PositiveIntegerField(blank=True, null=True, verbose_name='place in the waiting list')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='criteria that were missing')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='why, for the team')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='prepared')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
            },
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('outcome', models.CharField(choices=[('accept', 'Accept'), ('wait', 'Waiting list'), ('decline', 'Decline')], max_length=8, verbose_name='decision')),
                ('order', models.PositiveIntegerField(blank=True, null=True, verbose_name='place in the waiting list')),
                ('reasons', models.JSONField(blank=True, default=list, verbose_name='criteria that were missing')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='why, for the team')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='prepared')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.decision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Distinct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='applications.application', verbose_name='first')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='applications.application', verbose_name='second')),
            ],
            options={
                'verbose_name': 'two people',
                'verbose_name_plural': 'pairs of two people',
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questions', models.JSONField(default=list, verbose_name='questions')),
                ('words', models.CharField(blank=True, max_length=240, verbose_name='what is said with it')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='information_requests', to='applications.application', verbose_name='application')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces_asked', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'missing piece',
                'verbose_name_plural': 'missing pieces',
            },
        ),
        migrations.CreateModel(
            name='InformationRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('questions', models.JSONField(default=list, verbose_name='questions')),
                ('words', models.CharField(blank=True, max_length=240, verbose_name='what is said with it')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.informationrequest')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='applications.application', verbose_name='file that stays')),
                ('merged', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merged_into', to='applications.application', verbose_name='file joined')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
            ],
            options={
                'verbose_name': 'joining of files',
                'verbose_name_plural': 'joinings of files',
            },
        ),
        migrations.CreateModel(
            name='MergeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('kept', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='file that stays')),
                ('merged', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='file joined')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.merge')),
                ('undone_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PreScore',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='prescore', serialize=False, to='applications.application')),
                ('points', models.PositiveSmallIntegerField(verbose_name='score from the form')),
                ('parts', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'score from the form',
                'verbose_name_plural': 'scores from forms',
                'constraints': [models.CheckConstraint(condition=models.Q(('points__lte', 100)), name='score_of_a_hundred')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField(default=1, verbose_name='review')),
                ('locked', models.BooleanField(default=False, verbose_name='stays with this reviewer')),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='assigned')),
                ('verdict', models.CharField(blank=True, choices=[('yes', 'Yes'), ('wait', 'Wait'), ('no', 'No')], max_length=4, verbose_name='verdict')),
                ('scores', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='points by criterion')),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='judged')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='applications.application', verbose_name='application')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
            },
        ),
        migrations.CreateModel(
            name='ReviewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slot', models.PositiveSmallIntegerField(default=1, verbose_name='review')),
                ('locked', models.BooleanField(default=False, verbose_name='stays with this reviewer')),
                ('assigned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='assigned')),
                ('verdict', models.CharField(blank=True, choices=[('yes', 'Yes'), ('wait', 'Wait'), ('no', 'No')], max_length=4, verbose_name='verdict')),
                ('scores', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='points by criterion')),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='comment')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='judged')),
                ('application', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='applications.application', verbose_name='application')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.review')),
                ('reviewer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reviewer')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('blind', models.BooleanField(default=False, verbose_name='reviewers do not see who it is')),
                ('reviews', models.PositiveSmallIntegerField(choices=[(1, 'One'), (2, 'Two, by different people')], default=1, verbose_name='reviews of each file')),
                ('days_to_appeal', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days to ask for a second look')),
                ('criteria_changed_at', models.DateTimeField(editable=False, null=True)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first decisions published')),
                ('stop', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='selection', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'selection',
                'verbose_name_plural': 'selections',
            },
        ),
        migrations.CreateModel(
            name='SelectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('blind', models.BooleanField(default=False, verbose_name='reviewers do not see who it is')),
                ('reviews', models.PositiveSmallIntegerField(choices=[(1, 'One'), (2, 'Two, by different people')], default=1, verbose_name='reviews of each file')),
                ('days_to_appeal', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='days to ask for a second look')),
                ('criteria_changed_at', models.DateTimeField(editable=False, null=True)),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='first decisions published')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='selection.selection')),
                ('stop', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('province', 'Province or prefecture'), ('sector', 'Activity'), ('kind', 'Kind'), ('gender', 'Women and men'), ('area', 'Town or countryside')], max_length=10, verbose_name='among')),
                ('value', models.CharField(max_length=20, verbose_name='who')),
                ('share', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='least share, in percent of the places')),
                ('selection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='selection.selection', verbose_name='selection')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ['dimension', 'value'],
            },
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['asked_at'], name='second_look_waiting'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('reviewer__isnull', False), ('settled_at__isnull', False)), _connector='OR'), name='settled_second_look_has_its_reviewer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_appealevent" ("application_id", "asked_at", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "why", "words") VALUES (NEW."application_id", NEW."asked_at", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."why", NEW."words"); RETURN NULL;', hash='157a4fcd570fecd2c07d41a2b449ce8f298d38bc', operation='INSERT', pgid='pgtrigger_insert_insert_07fa6', table='selection_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_appealevent" ("application_id", "asked_at", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "settled_at", "why", "words") VALUES (NEW."application_id", NEW."asked_at", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."settled_at", NEW."why", NEW."words"); RETURN NULL;', hash='52fac049089b1143a6c641f07eb52c5e22d8e0f9', operation='UPDATE', pgid='pgtrigger_update_update_74dce', table='selection_appeal', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('stop', 'code'), name='one_criterion_per_code'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 10))), name='criterion_weighs_something'),
        ),
        migrations.AddConstraint(
            model_name='anchor',
            constraint=models.UniqueConstraint(fields=('criterion', 'points'), name='one_anchor_per_step'),
        ),
        migrations.AddConstraint(
            model_name='anchor',
            constraint=models.CheckConstraint(condition=models.Q(('points__lte', 4)), name='step_of_the_scale'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('published_at__isnull', True)), fields=['outcome'], name='decision_prepared'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'decline'), _negated=True), models.Q(('reasons', []), _negated=True), _connector='OR'), name='who_is_declined_is_told_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_decisionevent" ("application_id", "by_id", "id", "note", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "published_at", "reasons", "version") VALUES (NEW."application_id", NEW."by_id", NEW."id", NEW."note", NEW."order", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prepared_at", NEW."published_at", NEW."reasons", NEW."version"); RETURN NULL;', hash='9aea86f716cb66f122278f54b4e4840f28d74058', operation='INSERT', pgid='pgtrigger_insert_insert_98cb8', table='selection_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "selection_decisionevent" ("application_id", "by_id", "id", "note", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "published_at", "reasons", "version") SELECT new_values."application_id", new_values."by_id", new_values."id", new_values."note", new_values."order", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prepared_at", new_values."published_at", new_values."reasons", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c25d6f94a11028399b1e973beec2bcec025a027', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b214c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='selection_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_decisionevent" ("application_id", "by_id", "id", "note", "order", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prepared_at", "published_at", "reasons", "version") VALUES (OLD."application_id", OLD."by_id", OLD."id", OLD."note", OLD."order", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prepared_at", OLD."published_at", OLD."reasons", OLD."version"); RETURN NULL;', hash='9af2b666886994766a4d30922c6a19a1e48fb7c8', operation='DELETE', pgid='pgtrigger_delete_delete_fa524', table='selection_decision', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='distinct',
            constraint=models.UniqueConstraint(fields=('first', 'second'), name='one_pair_once'),
        ),
        migrations.AddConstraint(
            model_name='distinct',
            constraint=models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='smaller_id_first'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('application',), name='one_open_piece_per_file'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__gte', models.F('asked_at')), _connector='OR'), name='piece_is_answered_after_it_was_asked'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='informationrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_informationrequestevent" ("answered_at", "application_id", "asked_at", "asked_by_id", "closed_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "words") VALUES (NEW."answered_at", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."questions", NEW."words"); RETURN NULL;', hash='6a775c20cc93e4dc09e3b979beba0f3d2791ac65', operation='INSERT', pgid='pgtrigger_insert_insert_9efcf', table='selection_informationrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='informationrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_informationrequestevent" ("answered_at", "application_id", "asked_at", "asked_by_id", "closed_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "questions", "words") VALUES (NEW."answered_at", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."questions", NEW."words"); RETURN NULL;', hash='084c4e0ba1f4b88fa6ceb4a49a95d26a625fc451', operation='UPDATE', pgid='pgtrigger_update_update_0e52c', table='selection_informationrequest', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('merged',), name='joined_to_one_file'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('merged')), _negated=True), name='joined_to_another_file'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_mergeevent" ("at", "before", "by_id", "id", "kept_id", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."before", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='e41198483fe00eb2bd7deda52ed12b65ce59b3e9', operation='INSERT', pgid='pgtrigger_insert_insert_a544c', table='selection_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_mergeevent" ("at", "before", "by_id", "id", "kept_id", "merged_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."before", NEW."by_id", NEW."id", NEW."kept_id", NEW."merged_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='5f14972ac351f1de1e99671bbdc85990d054124f', operation='UPDATE', pgid='pgtrigger_update_update_90dc5', table='selection_merge', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('verdict', '')), fields=['reviewer', 'application'], name='review_waiting'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('verdict', ''), _negated=True), fields=['reviewer', '-judged_at'], name='review_given'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('application', 'slot'), name='one_review_per_slot'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('application', 'reviewer'), name='one_review_per_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('slot__in', [1, 2])), name='first_or_second_review'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('judged_at__isnull', True), ('verdict', '')), models.Q(models.Q(('verdict', ''), _negated=True), ('judged_at__isnull', False)), _connector='OR'), name='judged_review_has_its_moment'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_reviewevent" ("application_id", "assigned_at", "comment", "id", "judged_at", "locked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "scores", "slot", "verdict") VALUES (NEW."application_id", NEW."assigned_at", NEW."comment", NEW."id", NEW."judged_at", NEW."locked", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reviewer_id", NEW."scores", NEW."slot", NEW."verdict"); RETURN NULL;', hash='c979006455d66ce19a5a9e12e2b27bff11f8d676', operation='INSERT', pgid='pgtrigger_insert_insert_79249', table='selection_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_reviewevent" ("application_id", "assigned_at", "comment", "id", "judged_at", "locked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "scores", "slot", "verdict") VALUES (NEW."application_id", NEW."assigned_at", NEW."comment", NEW."id", NEW."judged_at", NEW."locked", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reviewer_id", NEW."scores", NEW."slot", NEW."verdict"); RETURN NULL;', hash='299c82590213415e9d428c033abbfe2b11468c84', operation='UPDATE', pgid='pgtrigger_update_update_ab8de', table='selection_review', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='review',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_reviewevent" ("application_id", "assigned_at", "comment", "id", "judged_at", "locked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reviewer_id", "scores", "slot", "verdict") VALUES (OLD."application_id", OLD."assigned_at", OLD."comment", OLD."id", OLD."judged_at", OLD."locked", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reviewer_id", OLD."scores", OLD."slot", OLD."verdict"); RETURN NULL;', hash='d5fa526af1c237d633a943b05737f28730c0c21e', operation='DELETE', pgid='pgtrigger_delete_delete_396af', table='selection_review', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(('reviews__in', [1, 2])), name='one_or_two_reviews'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(('days_to_appeal__range', (1, 60))), name='some_days_to_appeal'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "selection_selectionevent" ("blind", "criteria_changed_at", "days_to_appeal", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "reviews", "stop_id") VALUES (NEW."blind", NEW."criteria_changed_at", NEW."days_to_appeal", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."reviews", NEW."stop_id"); RETURN NULL;', hash='d6548dade8c35c4866ae9cb8f5f9c4b01e8e8ef7', operation='INSERT', pgid='pgtrigger_insert_insert_63b8a', table='selection_selection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "selection_selectionevent" ("blind", "criteria_changed_at", "days_to_appeal", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "reviews", "stop_id") VALUES (NEW."blind", NEW."criteria_changed_at", NEW."days_to_appeal", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."reviews", NEW."stop_id"); RETURN NULL;', hash='1dc8442bb6fe847834fb8e275a8165ca6d85deb5', operation='UPDATE', pgid='pgtrigger_update_update_04f9e', table='selection_selection', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('selection', 'dimension', 'value'), name='one_target_each'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('share__range', (1, 100))), name='target_is_a_share'),
        ),
    ]
