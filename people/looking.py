"""Which people have the words that somebody looks for: as they are written, or as they sound."""

from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db.models import Q

from people.names import SIGNS, fold, sounds
from people.phones import beginning, to_e164


def named(words: str, *, of: str = "") -> Q:
    """Whose phone is `words`, else whose name has every one of them or sounds so.

    Or whose phone or e-mail begins so. `of` is the way to the person, as `person__`.
    """
    try:
        return Q((f"{of}phone", to_e164(words)))
    except ValidationError:
        phone, folded = beginning(words), fold(words)
        begun = Q((f"{of}email__startswith", folded)) if folded else Q(pk__in=[])
        if phone:
            begun |= Q((f"{of}phone__startswith", phone))
        spelled = [Q((f"{of}name_key__contains", word)) for word in SIGNS.sub(" ", folded).split()]
        heard = [Q((f"{of}phonetic_key__regex", rf"\y{sound}\y")) for sound in sounds(words)]
        return reduce(or_, (Q(*each) for each in (spelled, heard) if each), begun)
