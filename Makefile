# Two commands on a fresh machine: `make book` and `make test`. Everything else is for developers.
PYTHON ?= python3
BIN = .venv/bin
UV_VERSION = 0.13.9

.PHONY: book setup browser serve test check golden seen docs bench lock clean

book: setup            ## build the book from the archive in this repository, and print what one came for
	@$(BIN)/tallybook book

setup: .venv/.ready    ## make .venv from the lock file

.venv/.ready: requirements.lock pyproject.toml
	@echo "Setting up .venv from requirements.lock ..." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

browser:               ## a real Chromium for the tests of the pages
	@tools/browser.sh

serve: book            ## the site on the book, at http://127.0.0.1:8000
	@$(BIN)/tallybook serve

test: setup browser    ## all tests, on two cores
	@$(BIN)/python -m pytest -n 2 -ra

check: setup           ## the linters and the type checker
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

golden: setup          ## rewrite the golden files; read the diff as you would read code
	@$(BIN)/python -m tests.golden_files

seen: book             ## rewrite when each label and each facility's name was first and last seen
	@$(BIN)/python tools/seen.py
	@$(BIN)/tallybook book > /dev/null # days in the data are rules: a book of other days is not asked
	@$(BIN)/python tools/facilities.py --dates

docs: setup            ## rewrite the generated pages of docs/
	@$(BIN)/python tools/docs.py

bench: setup           ## what a build costs, beside the floor measured in the same run; what checks and claim desk find
	@$(BIN)/python bench/build.py
	@$(BIN)/python -m bench.faults
	@$(BIN)/tallybook book > /dev/null
	@$(BIN)/python -m bench.statements
	@$(BIN)/python -m bench.serving

lock:                  ## renew requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 --extra dev pyproject.toml --output-file requirements.lock

clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
