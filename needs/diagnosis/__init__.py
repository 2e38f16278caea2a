"""What a person needs: a few questions after sending and again at the end, and three steps for an answer."""
