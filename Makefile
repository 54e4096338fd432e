# make run    read the example reports and print the picture
# make test   all checks: format, lint, types, tests with the browser
# make docs   write the generated pages of docs/
# make clean  remove what these made

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint docs browser clean

run: .venv/run.stamp
	$(BIN)/lagebild demo

test: .venv/test.stamp browser lint
	$(BIN)/python -m pytest

lint: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .venv/test.stamp
	$(BIN)/python docs/generate.py

# The page tests need a browser. Where this may not install one, they are skipped and the summary says so.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		echo "installing chromium for the browser tests"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
			>/dev/null 2>&1 || echo "MISSING: chromium could not be installed; the browser tests are skipped"; \
	else echo "MISSING: chromium; the browser tests are skipped. Install it, for example: sudo apt-get install chromium"; fi

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "MISSING: Python 3.11 or newer; install it or name it: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "MISSING: the venv module of $(PYTHON); install it, for example: apt-get install python3-venv"; exit 1; }

.venv/run.stamp: pyproject.toml | .venv/bin/python
	$(PIP) install --editable .
	@touch $@

.venv/test.stamp: pyproject.toml | .venv/bin/python
	$(PIP) install --editable '.[dev]'
	@touch $@ .venv/run.stamp

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
