"""What PostgreSQL keeps of a person or a file for a search: words, and how the name sounds."""

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import F, Func
from django.db.models.expressions import Combinable, CombinedExpression

# Each sound of the name is a word of the search, told from what is written by its first sign.
SOUNDS = "array_to_tsvector(string_to_array('=' || replace(%(expressions)s, ' ', ' ='), ' '))"
# So is its skeleton, as `people.names.skeleton` has it.
SKELETONS = (
    "array_to_tsvector(string_to_array('~' || replace(regexp_replace(regexp_replace(translate("
    "%(expressions)s, 'CGVAWYah', 'sk'), '(^| )l(?=[^ ])', '\\1', 'g'), '([^ ])\\1+', '\\1', 'g'),"
    " ' ', ' ~'), ' '))"
)


def search_expression() -> CombinedExpression:
    """Words as they are written, `=` and a sound, `~` and a skeleton."""
    written = SearchVector("search_text", config="simple")
    return _both(written, _both(_of_sounds(SOUNDS), _of_sounds(SKELETONS)))


def person_expression() -> CombinedExpression:
    """The same of a person, without skeletons: these are too vague for a list of people."""
    return _both(SearchVector("search_text", config="simple"), _of_sounds(SOUNDS))


def _of_sounds(template: str) -> Func:
    return Func(F("phonetic_key"), template=template, output_field=SearchVectorField())


def _both(one: Combinable, other: Combinable) -> CombinedExpression:
    return CombinedExpression(one, "||", other, output_field=SearchVectorField())
