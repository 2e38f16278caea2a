"""Which fields of the ground are written in three languages."""

from modeltranslation.translator import TranslationOptions, register

from programs.models import Center, Partner, Program, Province, Region, Sector, Stop, Theme

ALWAYS = ("ar", "fr")  # in which a name is never missing; English falls back on Arabic


@register([Region, Province, Center, Partner])
class Named(TranslationOptions):
    """A name in three languages."""

    fields = ("name",)
    required_languages = ALWAYS


@register([Sector, Theme])
class Listed(TranslationOptions):
    """A name and other words for it."""

    fields = ("name", "hint")
    required_languages = ALWAYS


@register(Program)
class Described(TranslationOptions):
    """A name and a description."""

    fields = ("name", "description")
    required_languages = ALWAYS


@register(Stop)
class StopTexts(TranslationOptions):
    """The texts of a stop's public pages."""

    fields = ("name", "tagline", "description", "next_steps")
    required_languages = ALWAYS
