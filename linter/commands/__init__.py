"""The commands, one module a task; cli.py puts them together."""
