"""What is kept between runs: answers as they came, runs, and what was judged.

SQLite by default, another database by its URL: one schema, one code path.
"""

from linter.store.database import Store, open_store

__all__ = ["Store", "open_store"]
