"""The pages on which participants find an expert, book, and answer by a link."""
