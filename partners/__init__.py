"""Institutions beside a stop: offers, doors that participants open, promises."""
