# 明镜: everything a newcomer needs. `make demo` and `make test` do all set-up themselves.
VENV := .venv
PY := $(VENV)/bin/python
APP := mingjing/site/static/app/index.html
WEB := $(shell find web/src web/public -type f 2>/dev/null) web/index.html web/package.json web/package-lock.json web/vite.config.ts

.PHONY: setup web fmt check test test-real test-long cover demo docs bench new-scenario parts clean

setup: $(VENV)/.installed $(APP)

$(VENV)/.installed: pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --upgrade "pip>=25.1"
	$(PY) -m pip install --quiet --editable . --group dev
	touch $@

web: $(APP)

$(APP): $(WEB)
	cd web && npm ci --prefer-offline --no-progress --loglevel=error && npm run --silent build

# Chromium and Chinese fonts for the browser tests: from the system's packages, never skipped
parts:
	@sh .ci/parts

fmt: $(VENV)/.installed
	$(VENV)/bin/ruff check --fix-only --quiet . || true
	$(VENV)/bin/ruff format --quiet .

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	cd web && npm run --silent typecheck

# the browser's own event loop may not share a process with Django's tests
test: setup parts
	$(PY) -m pytest -m "not real and not long and not browser" -n 2 --dist loadfile
	$(PY) -m pytest -m "browser" tests/browser
	cd web && npm test --silent

test-real: setup
	$(PY) -m pytest -m real tests/real

test-long: setup parts
	$(PY) -m pytest -m "not real and not browser" -n 2 --dist loadfile
	$(PY) -m pytest -m "browser" tests/browser

cover: setup parts
	$(PY) -m pytest -m "not real and not long and not browser" --cov=mingjing --cov-report=term-missing:skip-covered

demo: setup
	$(VENV)/bin/mingjing demo

docs: setup
	$(VENV)/bin/mingjing docs --out docs/reference

bench: setup
	$(VENV)/bin/mingjing bench screen --cases 1000000
	$(VENV)/bin/mingjing bench check --cases 1000000

new-scenario: setup
	$(VENV)/bin/mingjing new-scenario $(NAME)

clean:
	rm -rf $(VENV) web/node_modules mingjing/site/static/app var
