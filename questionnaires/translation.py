"""Which fields of a questionnaire are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from questionnaires.models import Choice, Question, Questionnaire, Section


@register(Questionnaire)
class QuestionnaireName(TranslationOptions):
    """What staff call it."""

    fields = ("name",)


@register(Section)
class SectionTexts(TranslationOptions):
    """The head of a page."""

    fields = ("title", "intro")


@register(Question)
class QuestionTexts(TranslationOptions):
    """What is asked, its recording, and why an answer may bar somebody, in each language."""

    fields = ("label", "help_text", "clip", "bar_reason")


@register(Choice)
class ChoiceTexts(TranslationOptions):
    """What may be answered."""

    fields = ("label", "hint")
