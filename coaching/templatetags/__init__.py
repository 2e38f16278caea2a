"""Tags and filters of the coaching pages."""
