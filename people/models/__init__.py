"""Who a person is, what they may reach, in which stop they take part, and what they agreed to."""

from people.models.consents import Consent, ConsentText
from people.models.roles import Membership, Participation
from people.models.users import User

__all__ = ["Consent", "ConsentText", "Membership", "Participation", "User"]
