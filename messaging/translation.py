"""Which texts are kept in three languages."""

from modeltranslation.translator import TranslationOptions, register

from messaging.models import Broadcast, Period, StockAnswer, Wording


@register(Wording)
class WordingTranslation(TranslationOptions):
    """The words of a stop."""

    fields = ("short", "subject", "long")


@register(Broadcast)
class BroadcastTranslation(TranslationOptions):
    """The words to a group."""

    fields = ("title", "body")


@register(Period)
class PeriodTranslation(TranslationOptions):
    """The names of holidays."""

    fields = ("name",)


@register(StockAnswer)
class StockAnswerTranslation(TranslationOptions):
    """What a team says often."""

    fields = ("body",)
