"""Which fields of a meeting are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from meetings.models import Meeting


@register(Meeting)
class Titled(TranslationOptions):
    """A title in three languages."""

    fields = ("title",)
