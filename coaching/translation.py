"""Which fields of an expert and of the charter are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from coaching.models import Charter, Expert


@register(Expert)
class ExpertTexts(TranslationOptions):
    """One line about somebody; whoever has only one is read in that one."""

    fields = ("name", "headline")


@register(Charter)
class CharterText(TranslationOptions):
    """What experts promise, in three languages."""

    fields = ("text",)
