"""What is kept between runs: answers as they came, runs, and what was judged.

SQLite by default, another database by its URL: one schema, one code path.
"""

from linter.store.answers import Answers, StoredAnswer
from linter.store.database import Store, Where, open_store, working_store
from linter.store.runs import LATEST, State, StoredRun

__all__ = ["LATEST", "Answers", "State", "Store", "StoredAnswer", "StoredRun", "Where", "open_store", "working_store"]
