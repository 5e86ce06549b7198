"""A linter for the websites of Vietnamese schools."""

__version__ = "0.1.0"
