"""How allauth reaches our people: by telephone or e-mail, with a six-digit code."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with a phone that may be shared, and no password."""
