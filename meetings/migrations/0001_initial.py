import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from core.initial import InitialMigration


class Migration(InitialMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('link', 'A link of Teams, Zoom, Meet or another'), ('jitsi', 'The center’s Jitsi'), ('stage', 'Our own room, by sound'), ('pair', 'Our own room for two, by sound or picture')], default='stage', max_length=5, verbose_name='how one meets')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('title_ar', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_fr', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=120, null=True, verbose_name='title')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link of the meeting')),
                ('dial_in', models.CharField(blank=True, max_length=60, verbose_name='number to call in')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('seats', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000)], verbose_name='listeners at most')),
                ('slide', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('pictures', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None)),
                ('is_handed_over', models.BooleanField(default=False, editable=False, verbose_name='continued by the link or the telephone')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='meeting_starts_before_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=60)),
                ('role', models.CharField(choices=[('host', 'Trainer'), ('listener', 'Participant')], default='listener', max_length=8, verbose_name='role')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('fr', 'Français'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('aside', models.CharField(blank=True, max_length=200)),
                ('entered_at', models.DateTimeField(blank=True, null=True, verbose_name='came in')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='last seen')),
                ('line', models.CharField(blank=True, max_length=24)),
                ('hand_at', models.DateTimeField(blank=True, null=True, verbose_name='raised a hand')),
                ('let_in_at', models.DateTimeField(blank=True, null=True, verbose_name='let in')),
                ('is_on_air', models.BooleanField(default=False, verbose_name='speaks to all')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'guest',
                'verbose_name_plural': 'guests',
            },
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=24)),
                ('kind', models.CharField(choices=[('offer', 'Offer'), ('answer', 'Answer')], max_length=6)),
                ('body', models.TextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='meetings.guest')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.guest')),
            ],
            options={
                'verbose_name': 'signal',
                'verbose_name_plural': 'signals',
            },
        ),
        migrations.CreateModel(
            name='Slide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('picture', models.FileField(upload_to='slides/', verbose_name='picture')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slides', to='meetings.meeting', verbose_name='meeting')),
            ],
            options={
                'verbose_name': 'slide',
                'verbose_name_plural': 'slides',
                'ordering': ['meeting', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.UniqueConstraint(fields=('meeting', 'about'), name='one_guest_about_a_thing'),
        ),
        migrations.AddConstraint(
            model_name='guest',
            constraint=models.UniqueConstraint(condition=models.Q(('is_on_air', True)), fields=('meeting',), name='one_guest_on_air'),
        ),
        migrations.AddConstraint(
            model_name='signal',
            constraint=models.UniqueConstraint(fields=('sender', 'receiver'), name='one_signal_of_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='slide',
            constraint=models.UniqueConstraint(fields=('meeting', 'position'), name='one_slide_a_position'),
        ),
    ]
