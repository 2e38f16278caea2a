"""The yardstick: Django with nothing in it."""
