"""Who helps and when: experts, their hours, the slots that come of them, calendars outside."""
