"""Mechanisms without a subject, one a file. It imports no room."""
