"""Staff's pages about messages: the delivery log, the calendar, refusals, a stop's words."""

from messaging.admin import invitations as invitations
from messaging.admin.calendar import PeriodAdmin
from messaging.admin.log import MessageAdmin
from messaging.admin.opt_outs import RefusalAdmin
from messaging.admin.wordings import WordingAdmin

__all__ = ["MessageAdmin", "PeriodAdmin", "RefusalAdmin", "WordingAdmin"]
