"""Which words of a selection are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from selection.models import Anchor, Criterion


@register(Criterion)
class CriterionTexts(TranslationOptions):
    """What is published about it, and what is said when it was missing."""

    fields = ("name", "meaning", "refusal", "instead")


@register(Anchor)
class AnchorTexts(TranslationOptions):
    """A step of the scale in words."""

    fields = ("text",)
