"""The desk of a reviewer: one file a screen, a verdict, the next one; and what is still asked."""
