"""The day of an expert, the meeting of two, what is written after it, next steps."""
