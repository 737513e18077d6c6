# The Gene Constraint Dashboard. `make` alone prints what there is to make.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help run test check lock lockcheck bench soak snapshot counts screenshots clean bundle firefox \
	test-modules check-modules

PYTHON ?= python3
PORT ?= 8050
# Processes that tests run in: many of them wait for a slow service, a browser keeps a core busy.
WORKERS ?= 4
BROWSERS ?= 2
# Written last of what is built, so that a broken build is repeated.
BUNDLE := assets/vendor/modules.json
MODULES := $(wildcard assets/*/*.mjs assets/*.css assets/*/*.css)
NODE_BIN := frontend/node_modules/.bin
FIREFOX := tests/browser/firefox
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
PIP_INSTALL := pip install --quiet --disable-pip-version-check --require-hashes
export PIP_NO_INPUT := 1

help:
	@awk '/^# [a-z]+: /{sub(/^# /, "make "); print}' Makefile

# run: install what runs, then serve the dashboard on http://127.0.0.1:8050 (or PORT=9000)
run: .venv/installed bundle
	@PORT=$(PORT) exec .venv/bin/python app.py

# test: install what tests need, then run all tests; browser tests need Chromium and Firefox
test: .venv-test/installed .venv-browser/installed bundle firefox
	@unit=0; browser=0; modules=0; \
	.venv-test/bin/python -m pytest -n $(WORKERS) || unit=$$?; \
	$(MAKE) --no-print-directory test-modules || modules=$$?; \
	.venv-browser/bin/python -m pytest -n $(BROWSERS) tests/browser || browser=$$?; \
	if (( unit || browser || modules )); then \
		echo "make test: pytest ended with $$unit for tests/unit, wire and faults," \
			"with $$browser for tests/browser; node --test with $$modules for tests/js"; exit 1; fi

# check: lint, formatting, docstrings, types and spelling, in Python and in the page's modules
check: .venv-test/installed bundle check-modules
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy
	.venv-test/bin/codespell

# lock: compile the three locks anew after a requirement was changed (asks the package index)
lock: .venv-test/installed
	@.venv-test/bin/python -m scripts.locks

# lockcheck: tell whether the locks are what the requirements give (asks the package index)
lockcheck: .venv-test/installed
	@.venv-test/bin/python -m scripts.locks --check

# soak: what takes long: an update that is killed at random moments, and one of a whole default set
soak: .venv-test/installed
	@.venv-test/bin/python -m tests.bench.update_kills
	@.venv-test/bin/python -m tests.bench.update

# bench: measure the page, the callbacks, the start and the memory against a default Dash page
bench: .venv-test/installed bundle
	@.venv-test/bin/python -m tests.bench.page $(ARGS)
	@.venv-test/bin/python -m tests.bench.genes
	@.venv-test/bin/python -m tests.bench.lollipop
	@.venv-test/bin/python -m tests.bench.lists
	@.venv-test/bin/python -m tests.bench.explore
	@.venv-test/bin/python -m tests.bench.compare
	@.venv-test/bin/python -m tests.bench.imports

# snapshot: build the embedded snapshot again from its pinned sources
snapshot: .venv-test/installed
	@.venv-test/bin/python -m dashboard snapshot build --out dashboard/tables/data

# counts: count the pinned packages' files without the program's code (downloads 100 MB)
counts: .venv-test/installed
	@.venv-test/bin/python -m pytest -rP tests/packages

# screenshots: take the pictures in docs/screenshots from the running dashboard
screenshots: .venv/installed bundle
	@.venv/bin/python -m scripts.screenshots $(ARGS)

# clean: remove everything that make installed or built
clean:
	rm -rf .venv .venv-test .venv-browser .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf assets/vendor frontend/node_modules $(FIREFOX)/node_modules
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# An environment is made anew when its lock has changed: a package that was dropped from it must not
# linger. "installed" is written last, so a broken install is retried.
.venv/installed: requirements.lock
.venv-test/installed: requirements-dev.lock
.venv-browser/installed: requirements-browser.lock
.venv/installed .venv-test/installed .venv-browser/installed:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11"; \
		exit 1; }
	@echo "Installing $^ into $(@D)"
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/$(PIP_INSTALL) $(^:%=-r %)
	@touch $@

# The page's modules by themselves, without a browser: unit tests, then lint and types.
test-modules: bundle
	@if [[ -x $(NODE_BIN)/eslint ]]; then node --test tests/js/*.test.mjs; \
	else echo "Node.js and npm are not here: going on without the unit tests of the page's modules."; fi

check-modules: bundle
	@if [[ -x $(NODE_BIN)/eslint ]]; then \
		$(NODE_BIN)/eslint --config frontend/eslint.config.js assets frontend tests && \
		$(NODE_BIN)/tsc --project frontend/tsconfig.json && \
		$(NODE_BIN)/tsc --project frontend/tsconfig.strict.json; \
	else echo "Node.js and npm are not here: going on without lint and types of the page's modules."; fi

# What is built is wanted, not needed: without it plotly's own plotly.js, three times as heavy, and
# the page's single modules serve.
bundle: $(BUNDLE)
$(BUNDLE): frontend/node_modules/installed $(MODULES) \
		$(addprefix frontend/, build.js modules.js no-maps.css plotly-entry.js)
	@if [[ ! -x $(NODE_BIN)/esbuild ]]; then \
		echo "Nothing is built: going on with plotly's own, bigger bundle, and single modules."; \
	elif ! { cd frontend && node build.js; }; then \
		rm -rf $(CURDIR)/$(@D); \
		echo "The build failed: going on with plotly's own, bigger bundle, and single modules."; \
	fi

frontend/node_modules/installed: $(addprefix frontend/, package-lock.json package.json)
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
		echo "Node.js and npm are not here."; \
	elif cd frontend && $(NPM_CI); then \
		touch $(CURDIR)/$@; \
	else \
		echo "The packages of frontend/ could not be installed."; \
	fi

# What drives Firefox in tests/browser/test_firefox.py, which is skipped without it but for CI.
firefox: $(FIREFOX)/node_modules/installed
$(FIREFOX)/node_modules/installed: $(addprefix $(FIREFOX)/, package-lock.json package.json)
	@if ! command -v node >/dev/null || ! command -v npm >/dev/null; then \
		echo "Node.js and npm are not here: going on without the tests in Firefox."; \
	elif cd $(FIREFOX) && PUPPETEER_SKIP_DOWNLOAD=1 $(NPM_CI); then \
		touch $(CURDIR)/$@; \
	else \
		echo "puppeteer-core could not be installed: going on without the tests in Firefox."; \
	fi
