# Two commands do everything on a fresh machine with Python >= 3.11 and make: `make run` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

SITE := $(BIN)/plumbline-site
# The PostgreSQL the site's tests use when it answers; the name keeps two checkouts on one machine apart.
POSTGRESQL ?= postgresql://postgres@127.0.0.1:5432/plumbline_$(subst -,_,$(notdir $(CURDIR)))

# Modules are compiled once and kept, whatever the environment says: every process would compile them anew otherwise.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup run fix check test thorough test-core test-site test-postgresql test-ray golden bench screenshots lock clean
.DEFAULT_GOAL := help

help: ## Show the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --editable .
	@touch $@

$(VENV)/.develop: $(VENV)/.runtime requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.develop ## Create .venv with everything that development needs

run: $(VENV)/.runtime ## Start the site with demonstration data on http://127.0.0.1:8000/
	$(SITE) run

fix: setup ## Format the code and repair what can be repaired mechanically
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

check: setup ## Lint, types, import directions
	$(BIN)/ruff format --check --quiet . || { echo "Run 'make fix'."; exit 1; }
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/mypy --config-file src/servicecloud/mypy.ini
	$(BIN)/lint-imports --no-cache
	PLUMBLINE_VAR=$(VENV)/check $(SITE) check
	PLUMBLINE_SECRET_KEY=$$(printf 'k%.0s' {1..25})abcdefghijklmnopqrstuvwxyz0123456789 PLUMBLINE_HOSTS=example.com \
		PLUMBLINE_FIELD_KEYS=k1:00112233445566778899aabbccddeeff PLUMBLINE_VAR=$(VENV)/check $(SITE) check --deploy

test: test-core test-site test-postgresql ## Run every test

# Plugins of the site's tests, which take half a second of every process to load (tests.lean keeps Django out, too), and records of logs, which cost each test as much as the small ones take.
CORE := -p tests.lean -p no:django -p no:schemathesis -p no:faker -p no:anyio -p no:logging

test-core: setup
	$(BIN)/python -m pytest -q -n auto --dist loadgroup $(CORE)

thorough: setup ## Run the core's tests with all examples of the property tests, five times as many
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -q -n auto --dist loadgroup $(CORE)

test-site: setup
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup tests/servicecloud

test-postgresql: setup
	@if $(BIN)/python -m tests.servicecloud.reachable "$(POSTGRESQL)"; then \
		DATABASE_URL="$(POSTGRESQL)" $(BIN)/python -m pytest -q -n 2 --dist loadgroup tests/servicecloud -m "not browser"; \
	elif [ -n "$$CI" ]; then echo "PostgreSQL is required here (CI is set)."; exit 1; \
	else echo "The site's tests were not run on PostgreSQL: start one, or set POSTGRESQL=postgresql://…"; fi

RAY_VENV := $(VENV)-ray

$(RAY_VENV)/.installed: requirements-ray.lock pyproject.toml
	$(PYTHON) -m venv $(RAY_VENV)
	$(RAY_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-ray.lock
	$(RAY_VENV)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --editable .
	@touch $@

test-ray: $(RAY_VENV)/.installed ## Test the audit on a local Ray cluster, in an environment of its own
	$(RAY_VENV)/bin/python -m pytest -q tests/ray

golden: setup ## Rewrite the expected files of the golden cases; read the diff line by line
	$(BIN)/python -m tests.golden.rewrite

bench: setup ## Measure what has a promised figure
	$(BIN)/python -m benchmarks

screenshots: setup ## Take pictures of the main pages of the site
	$(BIN)/python -m scripts.screenshots

lock: ## Rewrite the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --extra site --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --extra site --group dev --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements-dev.lock

	uv pip compile -q --universal --python-version 3.11 --extra ray --group ray --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements-ray.lock

clean: ## Remove everything that can be made again
	rm -rf $(VENV) $(RAY_VENV) build dist .mypy_cache .ruff_cache .pytest_cache tests/servicecloud/.pytest_cache .hypothesis
