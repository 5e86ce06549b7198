# Two commands for a person: `make demo` and `make test`. The rest is for those who work on it.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test test-all lint lock clean accuracy bench-length bench-read bench-match bench-crawl flood torture
.DELETE_ON_ERROR:

install: .venv/.installed

.venv/.installed: requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: install
	$(BIN)/python cli.py demo -o demo-out

test: lint
	$(BIN)/python -m pytest -n 2

# With the slow tests, and none of the extended ones skipped.
test-all: export REQUIRE_EXTENDED = 1
test-all: test

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# How right the reading and judging is, over the labelled corpus.
accuracy: install
	PYTHONPATH=. $(BIN)/python tests/accuracy.py

# How fast and how exactly a page is set, beside the other programs that are installed.
bench-length: install
	$(BIN)/python tests/bench/bench_length.py

# How fast and how rightly pages are read, beside the extractors that people use; these in an environment of their own.
# The lock is complete (--no-deps): two of them name an extra of lxml in two spellings, over which older pips fall.
bench-read: .venv-bench/.installed
	.venv-bench/bin/python tests/bench/bench_read.py

# How well and how fast the copies of articles are found on a portal, beside other searches (about ten minutes).
bench-match: .venv-bench/.installed
	.venv-bench/bin/python tests/bench/bench_match.py

# What a whole crawl costs, beside Scrapy and LinkChecker over the same eighty sites on loopback (about half an hour).
bench-crawl: .venv-bench/.installed
	.venv-bench/bin/python tests/bench/bench_crawl.py

# Whether a crawl keeps inside the limits of real servers (about a quarter of an hour, most of it waiting). The captured
# sites are looked for beside the project; SITES names another folder.
flood: install
	$(BIN)/python tests/bench/flood.py $(SITES)

# A crawl that is killed two hundred times and comes to the report of an undisturbed one (about ten minutes).
torture: install
	$(BIN)/python tests/torture.py --kills 200

.venv-bench/.installed: requirements-bench.lock
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	touch $@

# New versions of the dependencies; the lock files name no index address.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements-dev.lock
	uv pip compile pyproject.toml --extra bench --constraint requirements.lock --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet -o requirements-bench.lock

clean:
	rm -rf .venv .venv-bench demo-out .mypy_cache .ruff_cache .pytest_cache .hypothesis
