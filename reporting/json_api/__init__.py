"""Figures and applications as JSON, for programs that hold a token."""
