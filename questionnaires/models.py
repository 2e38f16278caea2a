"""A questionnaire is data: versions, sections, questions, choices; a response is one document."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models import Stop
from questionnaires import kinds
from questionnaires.querysets import QuestionnaireQuerySet, VersionQuerySet
from questionnaires.triggers import stays_as_published

CODE = RegexValidator(
    r"^[a-z][a-z0-9_]{0,39}$", _("Small Latin letters, digits and _ only, beginning with a letter.")
)
LAST = 99  # what is added comes last
SOUNDS = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "aac": "audio/aac",
    "webm": "audio/webm",
}


class Questionnaire(models.Model):
    """What a form is for; its questions stand in its versions.

    Without a stop it serves every stop that has none of its own.
    """

    class Purpose(models.TextChoices):
        CANDIDACY = "candidacy", _("Candidacy")
        DIAGNOSIS = "diagnosis", _("Diagnosis of needs")
        FEEDBACK = "feedback", _("Feedback")
        CHECK_IN = "check_in", _("Check-in")
        QUIZ = "quiz", _("Questions after a workshop")

    # What staff make with the builder; questions of a workshop are written beside it.
    BUILT = (Purpose.CANDIDACY, Purpose.DIAGNOSIS, Purpose.FEEDBACK, Purpose.CHECK_IN)

    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    stop = models.ForeignKey(
        Stop,
        models.CASCADE,
        related_name="questionnaires",
        null=True,
        blank=True,
        verbose_name=_("stop"),
    )
    name = models.CharField(_("name"), max_length=80)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                name="one_per_purpose_and_stop",
                fields=["purpose", "stop"],
                nulls_distinct=False,
                condition=~Q(purpose="quiz"),  # of which a stop has one a workshop
                violation_error_message=_(
                    "There is already a questionnaire for this purpose here."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """The questions of a questionnaire at one time.

    Once published it stays as it is; an edit makes the next one.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(_("in force since"), null=True, blank=True, editable=False)
    answered = models.BooleanField(_("has answers"), default=False, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(
                name="one_version_per_number", fields=["questionnaire", "number"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire} · {self.number}"

    @property
    def is_frozen(self) -> bool:
        """Whether it stays as it is: people read it, or answered it."""
        return self.published_at is not None or self.answered


class Section(models.Model):
    """One page of a questionnaire: one idea."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="sections")
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    title = models.CharField(_("title"), max_length=120)
    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=LAST)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_page_per_code",
                fields=["version", "code"],
                violation_error_message=_("Another page has this code."),
            ),
        ]
        triggers = [stays_as_published("{row}.version_id")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question: what is asked, how it is answered, when it is shown."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    kind = models.CharField(_("kind of answer"), max_length=10, choices=kinds.choices)
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    clip = models.FileField(_("recording of the question"), upload_to="clips/", blank=True)
    required = models.BooleanField(_("required"), default=False)
    shown_if = models.CharField(
        _("shown only if the answer to this question…"),
        max_length=40,
        blank=True,
        help_text=_("The code of an earlier question."),
    )
    shown_if_values = models.JSONField(
        _("…is one of"), default=list, blank=True, help_text=_("A list of answer codes.")
    )
    weights = models.JSONField(
        _("weight by theme"),
        default=dict,
        blank=True,
        help_text=_("For a scale: per point; for yes or no: when the answer is yes."),
    )
    bars = models.JSONField(_("who may not apply"), default=dict, blank=True)
    bar_reason = models.CharField(_("reason that is said"), max_length=300, blank=True)
    bar_anyway = models.BooleanField(_("one may go on all the same"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=LAST)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_question_per_code",
                fields=["section", "code"],
                violation_error_message=_("Another question has this code."),
            ),
            models.CheckConstraint(
                name="never_a_national_identity_number",
                condition=~Q(code__in=["cin", "cnie", "national_id"]),
                violation_error_message=_("The national identity number is never asked."),
            ),
        ]
        triggers = [
            stays_as_published(
                "(SELECT version_id FROM questionnaires_section WHERE id = {row}.section_id)"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def traits(self) -> kinds.Kind:
        """What is particular to its kind."""
        return kinds.KINDS[self.kind]


class Choice(models.Model):
    """One of the answers a question offers, and what it weighs by theme."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    label = models.CharField(_("answer"), max_length=120)
    hint = models.CharField(_("in other words"), max_length=120, blank=True)
    icon = models.SlugField(_("pictogram"), blank=True)
    weights = models.JSONField(
        _("weight by theme"),
        default=dict,
        blank=True,
        help_text=_('Such as {"financing": 2}: the code of a theme and a whole number.'),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=LAST)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_choice_per_code",
                fields=["question", "code"],
                violation_error_message=_("Another answer of this question has this code."),
            ),
        ]
        triggers = [
            stays_as_published(
                "(SELECT version_id FROM questionnaires_section page"
                " JOIN questionnaires_question question"
                " ON question.section_id = page.id WHERE question.id = {row}.question_id)",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Answered(models.Model):
    """What every response keeps: the version that was read, and the answers by question code."""

    version = models.ForeignKey(
        Version, models.PROTECT, related_name="+", verbose_name=_("questionnaire")
    )
    answers = models.JSONField(
        _("answers"),
        default=dict,
        blank=True,
        encoder=DjangoJSONEncoder,
    )

    class Meta:
        abstract = True
