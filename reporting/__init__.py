"""Reads everything, changes nothing: figures and exports."""
