"""The pages that a browser visits: a page more is a line more in the table."""

PAGES = (
    ("/", "home"),
    ("/now", "now"),
    ("/nothing-here", "missing"),
)
"""Path and name. Each is opened in both languages, on a desk and on a phone, light and dark."""

MISSING = frozenset({"missing"})
"""Names of pages that rightly answer 404."""
