"""What the people of a stop need: asked of each, told theme by theme, before and after, and what is planned for it."""
