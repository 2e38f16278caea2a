"""Words that staff look for: names and numbers of people, in the clear in no URL, log or cache.

They come by POST and lie encrypted in the session; the URL of a list carries a short reference that
finds them there and is worth nothing to anybody else. Filters that name nobody stay in the URL, to
be kept as a bookmark.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from core.sealed import seal, unseal

WORDS = "words"  # the reference, as it stands in a URL
LONGEST = 100
SESSION = "searches"
SALT = "core.searches"
KEPT = 20


def keep_words(request: HttpRequest, words: str) -> str:
    """The reference by which this session finds `words` again; it keeps the last twenty."""
    searches: dict[str, str] = request.session.get(SESSION, {})
    reference = secrets.token_urlsafe(6)
    searches[reference] = seal(words.strip()[:LONGEST], salt=SALT)
    request.session[SESSION] = dict([*searches.items()][-KEPT:])
    return reference


def words_at(request: HttpRequest, reference: str) -> str:
    """The words of this session's search; nothing when it is another session's, or long ago."""
    secret = request.session.get(SESSION, {}).get(reference, "") if reference else ""
    return unseal(secret, salt=SALT)
