"""Which people have the words that somebody looks for: as they are written, or as they sound."""

from django.contrib.postgres.search import SearchVectorExact
from django.db.models import Q

from people.models import User
from people.models.indexed import person_expression
from people.typed import Wanted


def named(words: str, *, of: str = "") -> Q:
    """Whose phone is `words`, else who has every one of them: of a name, a phone, an e-mail.

    Or words that begin so, or a name that sounds so. `of` is the key to the person, as `person`.
    They are found by an index, whatever else is asked: no row is read word by word.
    """
    if of:
        return Q((f"{of}__in", User.objects.filter(named(words)).values("pk")))
    wanted = Wanted(words)
    if wanted.phone:
        return Q(phone=wanted.phone)
    query = wanted.any
    return Q(SearchVectorExact(person_expression(), query)) if query else Q(pk__in=[])
