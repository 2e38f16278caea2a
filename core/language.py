"""In which language a page is read."""

from django.conf import settings
from django.utils.translation import get_language


def language_of_page() -> str:
    """The language of this request or block: `ar`, `fr` or `en`."""
    return get_language() or settings.LANGUAGE_CODE
