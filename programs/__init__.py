"""The ground: regions, centers, sectors, themes, and the stops of a program."""
