"""Promises: how many files a partner answers in how many days, kept or late; a kind comparison."""
