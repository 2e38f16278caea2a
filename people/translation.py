"""Which fields of this room are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from people.models import ConsentText


@register(ConsentText)
class ConsentWording(TranslationOptions):
    """What people read before they agree."""

    fields = ("text",)
