"""Workshops: from the needs of a stop to a seat, a link, a certificate."""
