"""Which fields of a workshop are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from programs.translation import ALWAYS
from workshops.models import AfterWords, Equipment, Series, Trainer, Venue, Workshop


@register([Trainer, Venue, Equipment])
class Named(TranslationOptions):
    """A name in three languages."""

    fields = ("name",)
    required_languages = ALWAYS


@register(Series)
class Titled(TranslationOptions):
    """A title in three languages."""

    fields = ("title",)
    required_languages = ALWAYS


@register(Workshop)
class WorkshopTexts(TranslationOptions):
    """The texts of a workshop's page, and why it does not take place."""

    fields = ("title", "description", "cancel_reason")
    required_languages = dict.fromkeys(ALWAYS, ("title",))


@register(AfterWords)
class FiveLines(TranslationOptions):
    """Five lines in three languages; whoever has only one is read in that one."""

    fields = ("lines",)
