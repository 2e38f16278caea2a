"""What programs read with a token, what they are told by themselves, and open data."""
