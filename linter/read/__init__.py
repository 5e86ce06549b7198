"""Bytes to Article or Page."""
