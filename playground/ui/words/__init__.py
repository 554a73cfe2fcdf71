"""The words of the page: one file for each language, with the same keys."""
