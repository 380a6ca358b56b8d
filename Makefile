# Everything a newcomer needs: `make demo` to see it, `make test` to trust it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
CODE := bot cogs claims db interchange matching playground evals tests

.DEFAULT_GOAL := help
.PHONY: help demo run test test-wire test-slow check format bench eval lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.ready ## Open the playground: a Discord of your own with the bot in it
	@$(BIN)/caveat demo

run: $(VENV)/.ready ## Start the bot for Discord (needs DISCORD_TOKEN, see .env.example)
	@$(BIN)/caveat run

test: $(VENV)/.ready-dev ## Run the tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m 'not slow and not wire and not browser'

test-wire: $(VENV)/.ready-dev ## Run the tests over sockets and in a browser
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m '(wire or browser) and not slow'

test-slow: $(VENV)/.ready-dev ## Run the tests that kill processes and start others
	@$(BIN)/python -m pytest -m slow

check: $(VENV)/.ready-dev ## Lint, types and import contracts
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## Format the code
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

bench: $(VENV)/.ready-dev ## Measure speed and memory (BENCH="chat latency" for these parts, BENCH=--help for all)
	@$(BIN)/python -m evals.bench $(BENCH)

eval: $(VENV)/.ready-dev ## Measure accuracy (EVAL_DATA=folder, ../shared/eval unless told)
	@$(BIN)/python -m evals.accuracy

lock: $(VENV)/.ready-dev ## Resolve the dependencies anew into the lock files
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q pyproject.toml --extra postgres --group build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock
	@$(BIN)/uv pip compile -q pyproject.toml --extra postgres --group build --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -c requirements.lock -o requirements-dev.lock

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Caveat needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# --no-deps with the lock: what is installed is exactly what is locked.
$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up (about a minute the first time) …"
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@
