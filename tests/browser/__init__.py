"""The page and its parts in a real browser."""
