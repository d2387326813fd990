# `make run` starts Koda, `make test` is the whole gate; both need only Python 3.11+ and the net's package registries.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run dev test test-deploy setup page style types floors contract waste web-tests tests explore databases \
        units packaging browser format api docs bench clean

export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV
ifneq ($(shell test -d "$$HOME" -a -w "$$HOME" && echo writable),writable)
export HOME := $(CURDIR)/.uv/home
$(shell mkdir -p "$(HOME)")
endif

VENV := .venv/bin
# The same order and the same random trials each time, so that a commit is green or red, not now and then.
SEED ?= 1
export KODA_TEST_SEED := $(SEED)
PYTEST := $(VENV)/python -m pytest --randomly-seed=$(SEED)
heading = @printf '\n\033[1m== %s\033[0m\n' "$(1)"

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: ## Start Koda on this machine (ARGS="--port 4000")
	@tools/uv sync --frozen --no-dev --inexact --quiet --reinstall-package koda-studio
	@exec $(VENV)/koda serve $(ARGS)

dev: setup ## Start the server, and Vite with hot reload in front of it
	@trap 'kill 0' EXIT; $(VENV)/koda serve --no-open $(ARGS) & tools/npm run dev

test: setup style types floors contract waste web-tests page tests databases ## The whole gate
	$(call heading,the gate is green)

test-deploy: setup page ## Build for clouds with their own tools, and drive what was built (minutes; installs packages)
	@$(PYTEST) tests/deploy -rs -n 0 -o timeout=900

setup: web/node_modules/.package-lock.json web/stage/node_modules/.package-lock.json web/codegen/node_modules/.package-lock.json ## Install every tool of the gate
	$(call heading,browser for the tests)
	@echo "Chromium: $$(tools/chromium)"
	$(call heading,servers for the tests)
	@echo "PostgreSQL: $$(tools/postgres || echo none)"
	@echo "libSQL: $$(tools/sqld || echo none)"
	@echo "bubblewrap: $$(tools/bubblewrap || echo none)"
	@echo "Skia: $$(tools/graphics || echo none)"

$(VENV)/koda: pyproject.toml uv.lock
	$(call heading,Python packages)
	@KODA_SKIP_WEB=1 tools/uv sync --frozen
	@touch $@

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | $(VENV)/koda
	$(call heading,browser packages)
	@tools/npm ci --no-audit --no-fund
	@touch $@

web/stage/node_modules/.package-lock.json: web/stage/package.json web/stage/package-lock.json | $(VENV)/koda
	$(call heading,packages of the stages)
	@tools/npm ci --no-audit --no-fund --prefix stage
	@touch $@

web/codegen/node_modules/.package-lock.json: web/codegen/package.json web/codegen/package-lock.json | $(VENV)/koda
	$(call heading,packages of the client generator)
	@tools/npm ci --no-audit --no-fund --prefix codegen
	@touch $@

$(VENV)/python: $(VENV)/koda

page: ## Build the browser app into koda/_static, unless these very sources are built
	$(call heading,page)
	@tools/uv sync --frozen --quiet --reinstall-package koda-studio
	@ls koda/_static/index.html

style: ## Format and lint (ruff, biome)
	$(call heading,style)
	@$(VENV)/ruff format --check
	@$(VENV)/ruff check
	@tools/npm exec -- biome ci

types: ## Types (basedpyright, tsc)
	$(call heading,types)
	@$(VENV)/basedpyright
	@tools/npm exec -- tsc --noEmit
	@tools/npm exec -- tsc --noEmit -p stage
	@$(VENV)/python tools/recipes.py

floors: ## Who may import whom (import-linter; the browser's floors are Biome's)
	$(call heading,floors)
	@$(VENV)/lint-imports --no-logo

contract: ## OpenAPI file, generated client and generated docs are in step with the code
	$(call heading,contract)
	@$(VENV)/python tools/api.py --check
	@$(VENV)/python tools/docs.py --check
	@$(VENV)/python tools/vercel_packages.py --check

waste: ## Dead code, unused dependencies, typing errors (vulture, deptry, knip, typos)
	$(call heading,waste)
	@$(VENV)/python tools/dead.py
	@$(VENV)/deptry koda
	@$(VENV)/typos
	@tools/npm exec -- knip

web-tests: ## Unit tests of the browser app (vitest)
	$(call heading,browser app, unit tests)
	@tools/npm exec -- vitest run

# Playwright's own loop and tests of async code cannot share a process.
BROWSER := tests/e2e tests/stage

tests: ## Everything that pytest runs: units, contracts, packaging, browser
	$(call heading,tests)
	@$(PYTEST) -n 4 --dist loadgroup $(BROWSER:%=--ignore %) --ignore tests/deploy
	$(call heading,tests in the browser)
	@KODA_CHROMIUM="$$(tools/chromium)" $(PYTEST) -n 3 $(BROWSER)

# What holds records, and no more: other tests would only take longer there. Random tests try less.
RECORDS := tests/contracts tests/canvases tests/assets tests/runs tests/server/test_journey.py --ignore tests/contracts/test_sandbox.py

explore: page ## The tests in another order, with other random trials
	@$(MAKE) tests SEED=default

databases: ## The tests of records again, on libSQL's server and on PostgreSQL
	$(call heading,records at libSQL)
	@KODA_TEST_DATABASE=sqld $(PYTEST) -n 4 $(RECORDS)
	$(call heading,records at PostgreSQL)
	@KODA_TEST_DATABASE=postgres $(PYTEST) -n 4 $(RECORDS)

units: ## Python tests without packaging and browser
	@$(PYTEST) -n 4 $(BROWSER:%=--ignore %) --ignore tests/deploy --ignore tests/test_packaging.py

packaging: page ## The wheel: contents, budgets, and a start in a clean environment without Node
	@$(PYTEST) tests/test_packaging.py

browser: page ## Chromium drives the built app
	@KODA_CHROMIUM="$$(tools/chromium)" $(PYTEST) $(BROWSER)

format: ## Format and mend what the tools can mend
	@$(VENV)/ruff check --fix --quiet || true
	@$(VENV)/ruff format --quiet
	@tools/npm exec -- biome check --write
	@$(VENV)/ruff check

api: ## Write web/openapi.json and the client types in web/src/api/schema.gen.ts
	@$(VENV)/python tools/api.py

docs: ## Write the generated pages of docs/
	@$(VENV)/python tools/docs.py

bench: page ## The figures that the README quotes
	@$(VENV)/python -m benches

clean: ## Remove what was built or installed here (not data/)
	@rm -rf .venv .uv dist koda/_static web/node_modules web/stage/node_modules web/codegen/node_modules .pytest_cache .ruff_cache .hypothesis
