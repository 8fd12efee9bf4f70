# Two commands are enough: `make run` and `make test`. Both set up what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
ARGS ?=
# Two workers at most: each opens a store of its own.
WORKERS ?= 2

# Without compiled modules every process compiles its packages anew, which costs it seconds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test fuzz lint measure servers lock clean

help: ## Say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

run: $(VENV)/.base ## Set up, start Rostra and answer a first question (ARGS="--port 9000")
	@exec $(BIN)/rostra up $(ARGS)

test: $(VENV)/.dev ## Set up and run the tests (ARGS="tests/cli -x")
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not live" $(ARGS)

fuzz: $(VENV)/.dev ## Try new examples on every property (ARGS="tests/api")
	@$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=fuzz -m "hypothesis and not live" $(ARGS)

lint: $(VENV)/.dev ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

measure: $(VENV)/.dev ## Run a measurement (ARGS="ask --json")
	@$(BIN)/python -m measure $(ARGS)

servers: $(VENV)/.dev ## Install the real servers that tests/live publishes through
	@bash tests/live/servers/install.sh

lock: ## Resolve anew and write requirements/lock.txt
	rm -rf $(VENV)
	$(MAKE) $(VENV)/bin/python
	$(PIP) install -e '.[dev]'
	$(BIN)/python requirements/lock.py

clean: ## Remove the environment and what tools left behind (no data, no weights)
	rm -rf $(VENV) .servers .pytest_cache .hypothesis .ruff_cache .mypy_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Rostra needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making the environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "venv brings no pip here; taking the system's" >&2; \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install -qq pip; }

$(VENV)/.base: $(BIN)/python pyproject.toml requirements/lock.txt
	@echo "Installing the packages (about a minute the first time) …"
	@$(PIP) install --no-compile -c requirements/lock.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@echo "Installing the tools for tests …"
	@$(PIP) install --no-compile -c requirements/lock.txt -e '.[dev]'
	@touch $@
