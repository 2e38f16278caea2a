import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import core.ranges
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
import workshops.models.after
from django.conf import settings
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
        ('meetings', '0001_initial'),
        ('people', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0001_initial'),
        ('questionnaires', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('form_key', models.UUIDField(editable=False, null=True, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_ar', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='what one takes home')),
                ('description_ar', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('description_fr', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('description_en', models.TextField(blank=True, max_length=2000, null=True, verbose_name='what one takes home')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], default='ar', max_length=2, verbose_name='language spoken')),
                ('second_sound', models.CharField(blank=True, max_length=200, verbose_name='second language: a number to call, or a link')),
                ('level', models.CharField(choices=[('any', 'For everyone'), ('first', 'First steps'), ('further', 'To go further')], default='any', max_length=8, verbose_name='level')),
                ('starts_on', models.DateField(verbose_name='day')),
                ('starts_clock', models.TimeField(verbose_name='hour')),
                ('zone', models.CharField(default='Africa/Casablanca', editable=False, max_length=40)),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='length in minutes')),
                ('starts_at', models.DateTimeField(editable=False)),
                ('ends_at', models.DateTimeField(editable=False)),
                ('way', models.CharField(choices=[('online', 'Online'), ('on_site', 'On the spot'), ('both', 'Online and on the spot')], default='online', max_length=7, verbose_name='how one takes part')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link of the meeting')),
                ('dial_in', models.CharField(blank=True, max_length=60, verbose_name='number to call in')),
                ('own_stage', models.BooleanField(default=False, help_text='The link and the number are for when the sound is too weak.', verbose_name='in our own room, by sound')),
                ('capacity', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='seats')),
                ('minimum', models.PositiveSmallIntegerField(default=0, verbose_name='seats below which it is not held')),
                ('queue_size', models.PositiveSmallIntegerField(default=100, verbose_name='length of the waiting list')),
                ('ceiling', models.PositiveSmallIntegerField(editable=False)),
                ('taken', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('waiting', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('last_position', models.PositiveIntegerField(default=0, editable=False)),
                ('for_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16), blank=True, default=list, size=None, verbose_name='only for these entrepreneurs')),
                ('for_level', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='only for a need of at least, of 100')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='draft', editable=False, max_length=9, verbose_name='state')),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=240, verbose_name='why it does not take place')),
                ('cancel_reason_ar', models.CharField(blank=True, editable=False, max_length=240, null=True, verbose_name='why it does not take place')),
                ('cancel_reason_fr', models.CharField(blank=True, editable=False, max_length=240, null=True, verbose_name='why it does not take place')),
                ('cancel_reason_en', models.CharField(blank=True, editable=False, max_length=240, null=True, verbose_name='why it does not take place')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('for_provinces', models.ManyToManyField(blank=True, related_name='+', to='programs.province', verbose_name='only for these provinces')),
                ('for_themes', models.ManyToManyField(blank=True, related_name='+', to='programs.theme', verbose_name='only for needs of these themes')),
                ('meeting', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.meeting')),
                ('prerequisite', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='workshops.workshop', verbose_name='after which workshop')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workshops', to='programs.stop', verbose_name='stop')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'workshop',
                'verbose_name_plural': 'workshops',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MayShow',
            fields=[
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='may_show', serialize=False, to='people.participation')),
                ('given_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'agreement to be shown',
                'verbose_name_plural': 'agreements to be shown',
            },
        ),
        migrations.CreateModel(
            name='SeatFeed',
            fields=[
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='seat_feed', serialize=False, to='people.participation', verbose_name='participation')),
                ('turn', models.PositiveIntegerField(default=0, verbose_name='made anew')),
                ('is_open', models.BooleanField(default=True, verbose_name='can be read')),
            ],
            options={
                'verbose_name': 'calendar feed of seats',
                'verbose_name_plural': 'calendar feeds of seats',
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_ar', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('one_seat', models.BooleanField(default=True, help_text='The same workshop, held several times: nobody takes two places.', verbose_name='one seat a person in the whole series')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='series', to='programs.stop', verbose_name='stop')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['stop', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equipment', to='programs.center', verbose_name='center')),
            ],
            options={
                'verbose_name': 'equipment',
                'verbose_name_plural': 'equipment',
                'ordering': ['center', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Trainer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainers', to='programs.center', verbose_name='center')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainers', to='programs.partner', verbose_name='partner')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='programs.theme', verbose_name='themes')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trains_as', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'trainer',
                'verbose_name_plural': 'trainers',
                'ordering': ['center', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('name_ar', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_fr', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, null=True, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=160, verbose_name='street and town')),
                ('map_link', models.URLField(blank=True, verbose_name='link to a map')),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats')),
                ('projector', models.BooleanField(default=False, verbose_name='projector')),
                ('wheelchair', models.BooleanField(default=False, verbose_name='access for wheelchairs')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='venues', to='programs.center', verbose_name='center')),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ['center', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AbsenceTalk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=240, verbose_name='what was said')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absence_talks', to='people.participation', verbose_name='participation')),
            ],
            options={
                'verbose_name': 'talk about absences',
                'verbose_name_plural': 'talks about absences',
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='AfterWords',
            fields=[
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='after', serialize=False, to='workshops.workshop')),
                ('lines', models.TextField(blank=True, max_length=900, verbose_name='five lines')),
                ('lines_ar', models.TextField(blank=True, max_length=900, null=True, verbose_name='five lines')),
                ('lines_fr', models.TextField(blank=True, max_length=900, null=True, verbose_name='five lines')),
                ('lines_en', models.TextField(blank=True, max_length=900, null=True, verbose_name='five lines')),
                ('shown_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'words after a workshop',
                'verbose_name_plural': 'words after workshops',
            },
        ),
        migrations.CreateModel(
            name='Wall',
            fields=[
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='wall', serialize=False, to='workshops.workshop')),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'wall of questions',
                'verbose_name_plural': 'walls of questions',
            },
        ),
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('second', models.BooleanField(default=False, verbose_name='the second person of the seat')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name of a walk-in')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('excused', 'Excused')], max_length=7, verbose_name='attendance')),
                ('how', models.CharField(choices=[('link', 'came in by the link'), ('sheet', 'marked on the sheet'), ('door', 'marked at the door'), ('report', 'read from a report')], max_length=6, verbose_name='how it is known')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'arrival',
                'verbose_name_plural': 'arrivals',
                'ordering': ['workshop', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=workshops.models.after.new_key, editable=False, max_length=16, unique=True)),
                ('words', models.JSONField(verbose_name='what stands on it')),
                ('template', models.CharField(default='1', editable=False, max_length=12)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('arrival', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificate', to='workshops.arrival', verbose_name='arrival')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DateOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='day')),
                ('starts_clock', models.TimeField(verbose_name='hour')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='date_options', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'proposed date',
                'verbose_name_plural': 'proposed dates',
                'ordering': ['workshop', 'starts_on', 'starts_clock'],
            },
        ),
        migrations.CreateModel(
            name='DateVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='workshops.dateoption', verbose_name='proposed date')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='date_votes', to='people.participation', verbose_name='participation')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='date_votes', to='workshops.workshop')),
            ],
            options={
                'verbose_name': 'vote on a date',
                'verbose_name_plural': 'votes on dates',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.participation', verbose_name='participation')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ['workshop', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('row', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('excused', 'Excused')], max_length=7)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='workshops.workshop')),
            ],
            options={
                'verbose_name': 'mark on a sheet',
                'verbose_name_plural': 'marks on sheets',
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('slides', 'Slides'), ('handout', 'Hand-out'), ('audio', 'Sound only'), ('replay', 'Replay'), ('captions', 'Captions'), ('picture', 'Picture')], max_length=8, verbose_name='what it is')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('language', models.CharField(blank=True, choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('file', models.FileField(blank=True, upload_to='workshops/%Y/%m/', verbose_name='file')),
                ('content_type', models.CharField(blank=True, editable=False, max_length=60)),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='or a link')),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size in bytes')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='length in minutes')),
                ('people', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('shows', models.ManyToManyField(blank=True, related_name='shown_on', to='people.participation', verbose_name='who is seen on it')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'material of a workshop',
                'verbose_name_plural': 'materials of workshops',
                'ordering': ['workshop', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160)),
                ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='report_names', to='people.participation')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_names', to='programs.stop')),
            ],
            options={
                'verbose_name': 'name in reports',
                'verbose_name_plural': 'names in reports',
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('offered', 'Offered'), ('seated', 'Registered'), ('left', 'Left'), ('lapsed', 'Not answered in time')], max_length=8, verbose_name='state')),
                ('position', models.PositiveIntegerField(verbose_name='order of entry')),
                ('count', models.PositiveSmallIntegerField(default=1, verbose_name='seats')),
                ('companion_name', models.CharField(blank=True, max_length=120, verbose_name='name of the second person')),
                ('companion_phone', models.CharField(blank=True, max_length=16, verbose_name='their phone')),
                ('offered_until', models.DateTimeField(blank=True, null=True, verbose_name='offered until')),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
                ('version', models.PositiveIntegerField(default=0)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='people.participation', verbose_name='participation')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='workshops.workshop', verbose_name='workshop')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ['workshop', 'position'],
            },
        ),
        migrations.CreateModel(
            name='QuizAnswers',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionnaires.version', verbose_name='questionnaire')),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quiz_answers', to='workshops.seat', verbose_name='seat')),
            ],
            options={
                'verbose_name': 'answers after a workshop',
                'verbose_name_plural': 'answers after workshops',
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.CharField(max_length=300, verbose_name='question')),
                ('state', models.CharField(choices=[('open', 'Open'), ('live', 'Answered in the room'), ('later', 'To be answered later'), ('written', 'Answered in writing')], default='open', max_length=7, verbose_name='state')),
                ('votes', models.PositiveIntegerField(default=0, verbose_name='votes')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('due_on', models.DateField(null=True, verbose_name='until')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owed_answers', to=settings.AUTH_USER_MODEL, verbose_name='who answers')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='workshops.workshop', verbose_name='workshop')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='questions', to='workshops.seat', verbose_name='asked by')),
            ],
            options={
                'verbose_name': 'question of a workshop',
                'verbose_name_plural': 'questions of workshops',
                'ordering': ['workshop', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('face', models.PositiveSmallIntegerField(choices=[(1, 'Not for me'), (2, 'It was all right'), (3, 'It helped me')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='how it was')),
                ('used', models.CharField(blank=True, max_length=300, verbose_name='what will you do with it?')),
                ('missed', models.CharField(blank=True, max_length=300, verbose_name='what was missing?')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seat', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='opinion', to='workshops.seat', verbose_name='seat')),
            ],
            options={
                'verbose_name': 'opinion of a workshop',
                'verbose_name_plural': 'opinions of workshops',
            },
        ),
        migrations.AddField(
            model_name='arrival',
            name='seat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='arrivals', to='workshops.seat', verbose_name='seat'),
        ),
        migrations.CreateModel(
            name='SeatMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=10, verbose_name='to')),
                ('why', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('origin', models.CharField(blank=True, max_length=10, verbose_name='from')),
                ('reason', models.CharField(choices=[('registered', 'Registered'), ('queued', 'No seat was free: on the waiting list'), ('turn', 'A seat came free, and it was their turn'), ('passed', 'One seat came free; those before them wait for two together'), ('by_hand', 'Offered by hand'), ('accepted', 'Said yes'), ('declined', 'Not interested any more'), ('left', 'Cannot come'), ('swapped', 'Took another workshop instead'), ('taken_out', 'Taken out by the team'), ('silent', 'No answer in time'), ('put_back', 'Put back by the team')], max_length=10, verbose_name='reason')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='workshops.seat', verbose_name='seat')),
            ],
            options={
                'verbose_name': 'move of a seat',
                'verbose_name_plural': 'moves of seats',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='workshop',
            name='series',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='workshops', to='workshops.series', verbose_name='series'),
        ),
        migrations.CreateModel(
            name='SoukDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('town', models.CharField(blank=True, max_length=80, verbose_name='town, if not all of the province')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='day of the week')),
                ('center', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='souk_days', to='programs.center', verbose_name='center')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programs.province', verbose_name='province')),
            ],
            options={
                'verbose_name': 'souk day',
                'verbose_name_plural': 'souk days',
                'ordering': ['center', 'weekday', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='workshop',
            name='equipment',
            field=models.ManyToManyField(blank=True, related_name='workshops', to='workshops.equipment', verbose_name='equipment that is brought'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='trainers',
            field=models.ManyToManyField(blank=True, related_name='workshops', to='workshops.trainer', verbose_name='trainers'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='venue',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='workshops', to='workshops.venue', verbose_name='room'),
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='workshops.question')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='workshops.seat')),
            ],
            options={
                'verbose_name': 'vote for a question',
                'verbose_name_plural': 'votes for questions',
            },
        ),
        migrations.CreateModel(
            name='WorkshopEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='number')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('description', models.TextField(blank=True, max_length=2000, verbose_name='what one takes home')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], default='ar', max_length=2, verbose_name='language spoken')),
                ('second_sound', models.CharField(blank=True, max_length=200, verbose_name='second language: a number to call, or a link')),
                ('level', models.CharField(choices=[('any', 'For everyone'), ('first', 'First steps'), ('further', 'To go further')], default='any', max_length=8, verbose_name='level')),
                ('starts_on', models.DateField(verbose_name='day')),
                ('starts_clock', models.TimeField(verbose_name='hour')),
                ('zone', models.CharField(default='Africa/Casablanca', editable=False, max_length=40)),
                ('minutes', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(15), django.core.validators.MaxValueValidator(480)], verbose_name='length in minutes')),
                ('starts_at', models.DateTimeField(editable=False)),
                ('ends_at', models.DateTimeField(editable=False)),
                ('way', models.CharField(choices=[('online', 'Online'), ('on_site', 'On the spot'), ('both', 'Online and on the spot')], default='online', max_length=7, verbose_name='how one takes part')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link of the meeting')),
                ('dial_in', models.CharField(blank=True, max_length=60, verbose_name='number to call in')),
                ('own_stage', models.BooleanField(default=False, help_text='The link and the number are for when the sound is too weak.', verbose_name='in our own room, by sound')),
                ('capacity', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='seats')),
                ('minimum', models.PositiveSmallIntegerField(default=0, verbose_name='seats below which it is not held')),
                ('queue_size', models.PositiveSmallIntegerField(default=100, verbose_name='length of the waiting list')),
                ('ceiling', models.PositiveSmallIntegerField(editable=False)),
                ('for_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('project', 'Project holder'), ('self_employed', 'Self-employed'), ('micro', 'Micro-enterprise'), ('cooperative', 'Cooperative')], max_length=16), blank=True, default=list, size=None, verbose_name='only for these entrepreneurs')),
                ('for_level', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='only for a need of at least, of 100')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='draft', editable=False, max_length=9, verbose_name='state')),
                ('cancel_reason', models.CharField(blank=True, editable=False, max_length=240, verbose_name='why it does not take place')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('meeting', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='meetings.meeting')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='workshops.workshop')),
                ('prerequisite', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workshops.workshop', verbose_name='after which workshop')),
                ('series', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workshops.series', verbose_name='series')),
                ('stop', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.stop', verbose_name='stop')),
                ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.theme', verbose_name='theme')),
                ('venue', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='workshops.venue', verbose_name='room')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quiz',
            fields=[
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='quiz', serialize=False, to='workshops.workshop', verbose_name='workshop')),
                ('questionnaire', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questionnaires.questionnaire', verbose_name='questionnaire')),
            ],
            options={
                'verbose_name': 'questions after a workshop',
                'verbose_name_plural': 'questions after workshops',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to='programs.stop', verbose_name='stop')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feeds', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'calendar feed',
                'verbose_name_plural': 'calendar feeds',
                'constraints': [models.UniqueConstraint(fields=('user', 'stop'), name='one_feed_a_person_and_stop')],
            },
        ),
        migrations.AddConstraint(
            model_name='dateoption',
            constraint=models.UniqueConstraint(fields=('workshop', 'starts_on', 'starts_clock'), name='one_date_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='datevote',
            constraint=models.UniqueConstraint(fields=('workshop', 'participation'), name='one_vote_a_person_and_workshop'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['workshop'], name='invitations_to_send'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(fields=('workshop', 'participation'), name='one_invitation_a_person'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', ''), models.Q(('link', ''), _negated=True)), models.Q(models.Q(('file', ''), _negated=True), ('link', '')), _connector='OR'), name='material_is_a_file_or_a_link'),
        ),
        migrations.AddConstraint(
            model_name='reportname',
            constraint=models.UniqueConstraint(fields=('stop', 'key'), name='one_meaning_of_a_report_name'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(condition=models.Q(('state', 'offered')), fields=['offered_until'], name='seat_to_lapse'),
        ),
        migrations.AddIndex(
            model_name='seat',
            index=models.Index(fields=['participation', 'state'], name='seats_of_a_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'offered', 'seated'))), fields=('workshop', 'participation'), name='one_live_seat_a_person'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('workshop', 'position'), name='one_seat_a_position'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('count__in', (1, 2))), name='one_seat_or_two'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('count', 1), models.Q(('companion_name', ''), _negated=True), _connector='OR'), name='second_person_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='offered_seat_has_an_end'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(condition=models.Q(('state', 'later')), fields=['due_on'], name='questions_owed'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'later'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='question_for_later_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'written'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='written_question_has_its_answer'),
        ),
        migrations.AddConstraint(
            model_name='opinion',
            constraint=models.CheckConstraint(condition=models.Q(('face__gte', 1), ('face__lte', 3)), name='opinion_has_a_face'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', False)), fields=('seat', 'second'), name='one_arrival_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), ('seat__isnull', False)), models.Q(('seat__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='arrival_is_of_somebody'),
        ),
        migrations.AddIndex(
            model_name='seatmove',
            index=models.Index(fields=['seat', 'at'], name='moves_of_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='soukday',
            constraint=models.UniqueConstraint(fields=('center', 'province', 'town', 'weekday'), name='one_souk_day_a_town'),
        ),
        migrations.AddConstraint(
            model_name='trainer',
            constraint=models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('center', 'user'), name='one_trainer_of_an_account'),
        ),
        migrations.AddIndex(
            model_name='workshop',
            index=models.Index(fields=['stop', 'starts_at'], name='workshop_by_hour'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.UniqueConstraint(fields=('stop', 'number'), name='one_workshop_a_number'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('ceiling'))), name='workshop_is_not_oversold'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='workshop_starts_before_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gt', 0), ('ceiling__gte', models.F('capacity'))), name='workshop_has_seats'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('published_at__isnull', False), _connector='OR'), name='published_workshop_says_when'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('venue__isnull', False)), expressions=[(core.ranges.Only(models.F('venue'), models.F('venue'), models.Value('[]')), '='), (core.ranges.Span(models.F('starts_at'), models.F('ends_at')), '&&')], name='no_room_twice'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workshop',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "workshops_workshopevent" ("cancel_reason", "capacity", "ceiling", "description", "dial_in", "ends_at", "for_kinds", "for_level", "id", "language", "level", "link", "meeting_id", "minimum", "minutes", "number", "own_stage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisite_id", "published_at", "queue_size", "second_sound", "series_id", "starts_at", "starts_clock", "starts_on", "state", "stop_id", "theme_id", "title", "venue_id", "version", "way", "zone") VALUES (NEW."cancel_reason", NEW."capacity", NEW."ceiling", NEW."description", NEW."dial_in", NEW."ends_at", NEW."for_kinds", NEW."for_level", NEW."id", NEW."language", NEW."level", NEW."link", NEW."meeting_id", NEW."minimum", NEW."minutes", NEW."number", NEW."own_stage", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prerequisite_id", NEW."published_at", NEW."queue_size", NEW."second_sound", NEW."series_id", NEW."starts_at", NEW."starts_clock", NEW."starts_on", NEW."state", NEW."stop_id", NEW."theme_id", NEW."title", NEW."venue_id", NEW."version", NEW."way", NEW."zone"); RETURN NULL;', hash='a2bfb77a46b328d9fc2c380aa684a1be1744a61a', operation='INSERT', pgid='pgtrigger_insert_insert_4483b', table='workshops_workshop', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workshop',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."ceiling" IS DISTINCT FROM (NEW."ceiling") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."dial_in" IS DISTINCT FROM (NEW."dial_in") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."for_kinds" IS DISTINCT FROM (NEW."for_kinds") OR OLD."for_level" IS DISTINCT FROM (NEW."for_level") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."minimum" IS DISTINCT FROM (NEW."minimum") OR OLD."minutes" IS DISTINCT FROM (NEW."minutes") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."own_stage" IS DISTINCT FROM (NEW."own_stage") OR OLD."prerequisite_id" IS DISTINCT FROM (NEW."prerequisite_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."queue_size" IS DISTINCT FROM (NEW."queue_size") OR OLD."second_sound" IS DISTINCT FROM (NEW."second_sound") OR OLD."series_id" IS DISTINCT FROM (NEW."series_id") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."starts_clock" IS DISTINCT FROM (NEW."starts_clock") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stop_id" IS DISTINCT FROM (NEW."stop_id") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."venue_id" IS DISTINCT FROM (NEW."venue_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))', func='INSERT INTO "workshops_workshopevent" ("cancel_reason", "capacity", "ceiling", "description", "dial_in", "ends_at", "for_kinds", "for_level", "id", "language", "level", "link", "meeting_id", "minimum", "minutes", "number", "own_stage", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisite_id", "published_at", "queue_size", "second_sound", "series_id", "starts_at", "starts_clock", "starts_on", "state", "stop_id", "theme_id", "title", "venue_id", "version", "way", "zone") VALUES (NEW."cancel_reason", NEW."capacity", NEW."ceiling", NEW."description", NEW."dial_in", NEW."ends_at", NEW."for_kinds", NEW."for_level", NEW."id", NEW."language", NEW."level", NEW."link", NEW."meeting_id", NEW."minimum", NEW."minutes", NEW."number", NEW."own_stage", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prerequisite_id", NEW."published_at", NEW."queue_size", NEW."second_sound", NEW."series_id", NEW."starts_at", NEW."starts_clock", NEW."starts_on", NEW."state", NEW."stop_id", NEW."theme_id", NEW."title", NEW."venue_id", NEW."version", NEW."way", NEW."zone"); RETURN NULL;', hash='5fea374bcd79ccd5fe12fd25c5eb64809803e030', operation='UPDATE', pgid='pgtrigger_update_update_0272d', table='workshops_workshop', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('question', 'seat'), name='one_vote_a_seat'),
        ),
    ]
