"""What PostgreSQL keeps of a file for its search: its words, and how the name sounds."""

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
    heard, bare = (
        Func(F("phonetic_key"), template=template, output_field=SearchVectorField())
        for template in (SOUNDS, SKELETONS)
    )
    return _both(SearchVector("search_text", config="simple"), _both(heard, bare))


def _both(one: Combinable, other: Combinable) -> CombinedExpression:
    return CombinedExpression(one, "||", other, output_field=SearchVectorField())
