"""A few questions on needs after sending and again at the end; three steps for an answer."""
