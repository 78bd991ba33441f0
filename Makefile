# Zhinan: `make demo` shows it, `make test` proves it. DB=postgres runs the suite on PostgreSQL.
PYTHON ?= python3
WORLD ?= record
BIN := .venv/bin
READY := .venv/.ready
READY_DEV := .venv/.ready-dev

.PHONY: demo setup setup-dev check test bench fmt

demo: $(READY)
	@exec $(BIN)/zhinan demo --world $(WORLD) $(if $(FRESH),--fresh)

setup: $(READY)
setup-dev: $(READY_DEV)

$(READY): requirements/lock.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what Zhinan needs (once, about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/lock.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(READY_DEV): $(READY) requirements/lock-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/lock-dev.txt
	@touch $@

check: $(READY_DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m tools.messages check
	@ZHINAN_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=zhinan.config.settings $(BIN)/python manage.py makemigrations --check --dry-run

test: $(READY_DEV)
	@$(BIN)/python -m tests.run $(DB)

bench: $(READY_DEV)
	@$(BIN)/python -m bench

fmt: $(READY_DEV)
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
