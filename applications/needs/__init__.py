"""What the people of a stop need: file by file, theme by theme, before and after, and what is planned for it."""
