"""Which fields of partners are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from partners.models import DoorText, Offer, Profile


@register(Offer)
class OfferTexts(TranslationOptions):
    """What a partner writes in one language is read in it until a team has put it into others."""

    fields = ("title", "words")


@register(DoorText)
class TextOfDoors(TranslationOptions):
    """What somebody agrees to, in their language."""

    fields = ("text",)


@register(Profile)
class ProfileWords(TranslationOptions):
    """What the public reads of a partner."""

    fields = ("words",)
