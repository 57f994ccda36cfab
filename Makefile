# Two commands: `make run` and `make test`. Both do all the set-up that is missing.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
WORKERS ?= 2

.PHONY: run test lint types contracts pytest lock clean

run: $(VENV)/.runs
	$(BIN)/madoguchi run

# Types are checked while the tests run: many of these wait for processes to die or to come up.
test: lint contracts
	+@$(MAKE) --no-print-directory --jobs=2 types pytest

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tests
	$(BIN)/mypy

contracts: $(VENV)/.tests
	$(BIN)/lint-imports

# Files are not split: what a file's tests share (a browser, processes) is brought up once. In the order of
# their names, so that the long ones (browser) do not come last, when one process has nothing left to do.
pytest: $(VENV)/.tests
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.lock pyproject.toml | $(BIN)/python
	@test -e $(VENV)/.tests || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tests: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# After changing the dependencies in pyproject.toml. The lock files name no index host.
lock: | $(BIN)/python
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile $(LOCK) --all-extras --output-file requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra build --constraint requirements-dev.lock \
	  --output-file requirements.lock pyproject.toml
LOCK := --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras \
  --no-header --allow-unsafe

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
