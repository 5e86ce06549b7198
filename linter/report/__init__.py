"""Outcomes on paper, on a screen and for other programs."""
