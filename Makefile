# Two commands do all the set-up on a fresh machine: `make demo` and `make test`.
# Nothing is assumed but make and a Python of at least 3.11.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto

.PHONY: demo test soak lint docs bench clean

# What `make soak` tries; as much as one has time for.
DOSSIERS ?= 20000
KILLS ?= 500
SECONDS ?= 60

demo: $(VENV)/.installed
	@$(BIN)/python -m sdcompliance.cli check fixtures/demo/records.json --as-of 2026-11-23 || test $$? -eq 1

# The engines' agreement says nothing about coverage, and being watched would make it three times as long.
test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest tests/agreement -n $(WORKERS) -q
	$(BIN)/python -m pytest --ignore tests/agreement -n $(WORKERS) --cov --cov-report=term

soak: $(VENV)/.installed-dev
	$(BIN)/python -m tests.monitor.soak $(KILLS)
	MALLOC_ARENA_MAX=1 $(BIN)/python -m tests.engines.durable.soak $(SECONDS)
	$(BIN)/python -m pytest tests/agreement tests/monitor tests/engines/durable -n $(WORKERS) --dossiers $(DOSSIERS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-bench
	$(BIN)/python -m pytest benchmarks -q -s --override-ini=testpaths=benchmarks

docs: $(VENV)/.installed-docs
	$(BIN)/python docs/generate.py
	$(BIN)/python -m sphinx -W --keep-going -n -q -j auto -b html -d build/doctrees docs build/docs
	@echo "build/docs/index.html"

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "sdcompliance needs Python 3.11 or newer on the PATH (or: make PYTHON=/path/to/python3.12 …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian and Ubuntu: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[scan]"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[testing,scan,postgres]" --group dev
	-@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[durable]" 2>/dev/null \
		|| echo "durable-rules needs a C compiler: its tests are skipped"
	-@command -v java >/dev/null && $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[spark]" \
		|| echo "Spark needs Java: its tests are skipped"
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-docs: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@
