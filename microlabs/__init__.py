"""The roof frame: assembles the rooms, imported by none of them."""
