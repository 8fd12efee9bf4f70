"""Measurements of Rostra, kept outside the package: `python -m measure NAME --json`."""
