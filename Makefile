# Huiyin (回音). `make` alone prints what there is; `make run` is all that a new machine needs.

SHELL := /bin/sh
PY := .venv/bin/python
LOCKS := requirements.lock requirements-dev.lock
# Passed on to the program: make run ARGS="--only web", make test ARGS="-k settings"
ARGS :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install install-dev run chat test check rasa test-rasa bench docs fuzz audit doctor lock clean

help: ## print this list
	@echo "Huiyin: every complaint gets an answer. Targets:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

install: .venv/.installed-runtime ## install what is needed to run, into .venv

install-dev: .venv/.installed-dev ## the same, with what tests and checks need

# Made again only when a lock or pyproject.toml changed. Installing for development does for both.
.venv/.installed-runtime: requirements.lock pyproject.toml
	@sh .ci/install runtime

.venv/.installed-dev: requirements-dev.lock pyproject.toml
	@sh .ci/install dev

run: install ## install what is missing and start (ARGS="…" for its options)
	@exec $(PY) -m bot run $(ARGS)

chat: install ## complain in the terminal (ARGS="--language en")
	@exec $(PY) -m bot chat $(ARGS)

test: install-dev ## run all tests (ARGS="…" for pytest)
	@sh .ci/test $(ARGS)

check: install-dev ## style, types and the direction of imports
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

rasa: install ## understand with Rasa: install, train and serve it (RASA_PORT, RASA_TOKEN, PYTHON310)
	@exec sh .ci/rasa run

test-rasa: install-dev ## train, serve and question the real Rasa
	@sh .ci/rasa install
	@$(PY) -m tests.understanding
	@exec $(PY) -m pytest tests/rasa $(ARGS)

bench: install-dev ## measure speed, memory and start time
	@exec $(PY) -m tests.bench $(ARGS)

docs: install .venv-docs/.installed ## build the documentation site into build/site
	@$(PY) .ci/openapi.py build/openapi.json
	@NO_MKDOCS_2_WARNING=1 .venv-docs/bin/python -m mkdocs build --quiet --strict --config-file .ci/mkdocs.yml
	@echo "The site: build/site/index.html"

# Apart from .venv: what draws pages is nothing that the product or its tests need.
.venv-docs/.installed: docs/requirements.txt
	@"$$(sh .ci/find-python)" -m venv --clear .venv-docs
	@.venv-docs/bin/python -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes --quiet \
		--requirement docs/requirements.txt
	@touch $@

fuzz: install-dev ## throw broken input at every reader (ARGS="--inputs 100000")
	@exec $(PY) -m tests.fuzz $(ARGS)

audit: .venv-audit/.installed ## look for weaknesses: code, secrets in the history, known vulnerabilities of packages
	@.venv-audit/bin/python .ci/audit.py $(ARGS)

# Apart from .venv, as what draws pages is.
.venv-audit/.installed: .ci/audit.txt
	@"$$(sh .ci/find-python)" -m venv --clear .venv-audit
	@.venv-audit/bin/python -m pip install --disable-pip-version-check --no-input --no-deps --require-hashes --quiet \
		--requirement .ci/audit.txt
	@touch $@

doctor: install ## check settings, database and channels, and say what to do
	@exec $(PY) -m bot doctor $(ARGS)

lock: ## renew the locks from pyproject.toml (UPGRADE=1: to the newest versions)
	@sh .ci/lock $(if $(UPGRADE),--upgrade)

clean: ## remove .venv, caches and build products; data/ stays
	rm -rf .venv .venv-docs .venv-audit .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
