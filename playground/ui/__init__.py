"""The page: layout, controls and the routes that carry frames. The only code that knows the web."""
