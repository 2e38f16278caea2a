# The commands of the house. `make` alone lists them. All that they need is installed at first use, into .venv.

PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
MAKEFLAGS += --no-print-directory
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PIN = .venv/pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(if $(NEWEST),--upgrade)
unexport PYTHONDONTWRITEBYTECODE  # else each of a suite's processes compiles the product again: 2 to 4 CPU-seconds

help:  ## list these commands
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/.runs  ## run everything on http://127.0.0.1:8000 (make run PORT=8123 for another port)
	@exec $(BIN)/python -m microlabs.run $(PORT)

quick: .venv/.checks  ## run the short tests: no browser, all doors, crash rig, races, and none that is long by nature
	@$(BIN)/pytest -n $${WORKERS:-auto} -m "not browser and not doors and not rig and not races and not long"

test: check  ## run every check and every test (about a quarter of an hour on two cores)
	@.ci/browser
	@$(BIN)/pytest -n $${WORKERS:-auto} -m "not engines"

engines: .venv/.checks  ## walk the form on a Chromium of 2021, on Firefox and on WebKit (brings them)
	@.ci/browser
	@.ci/engines
	@$(BIN)/pytest -n 0 -m engines tests/browser/test_engines.py

check: .venv/.checks  ## run the quick checks: format, lint, types, contracts, templates, migrations, translations
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(MANAGE) makemigrations --check --dry-run
	@$(MANAGE) translations check

fix: .venv/.checks  ## format, repair what can be repaired, bring migrations and catalogues up to date
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@$(MANAGE) makemigrations
	@$(MANAGE) translations update

bench: .venv/.checks  ## measure the pages, the staff list and their weights
	@$(BIN)/python -m bench

pins: .venv/pins/bin/uv  ## pin all packages anew, with hashes, to what pyproject.toml says (make pins NEWEST=1 to the newest)
	@$(PIN) pyproject.toml --output-file requirements.txt
	@$(PIN) --group dev --constraint requirements.txt --output-file requirements-dev.txt

fresh: .venv/.runs  ## empty the laptop's own database, which the next make run makes anew
	@$(BIN)/python -m microlabs.fresh

clean:  ## remove everything made here: the environment, the laptop's database, caches
	@rm -rf "$$($(BIN)/python -c 'from microlabs.embedded import places; print(places.home())' 2>/dev/null || echo var)"
	@rm -rf .venv var staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -prune -exec rm -rf {} + ; find locale -name '*.mo' -delete

.venv/bin/python:
	@.ci/python

.venv/.runs: requirements.txt | .venv/bin/python
	@echo "Installing what runs (requirements.txt) …"
	@$(INSTALL) --requirement requirements.txt
	@touch $@

.venv/.checks: requirements-dev.txt .venv/.runs
	@echo "Installing what checks (requirements-dev.txt) …"
	@$(INSTALL) --requirement requirements-dev.txt
	@touch $@

.venv/pins/bin/uv: | .venv/bin/python
	@$(BIN)/python -m venv .venv/pins
	@.venv/pins/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.PHONY: help run quick test engines check fix bench pins fresh clean
