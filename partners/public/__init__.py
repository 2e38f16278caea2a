"""The page of a partner for everybody, its agenda to embed, and how both are kept."""
