# Switchboard. `make` alone prints this help; README.md tells what to try.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
LAYERS := $(basename $(notdir $(wildcard layers/*.in)))
SOURCES := app.py $(shell find chalicelib -name '*.py' 2>/dev/null)
INFRA := $(wildcard infra/*.yaml infra/*.py .chalice/config.json .chalice/policies/*.json)
CHECKS := check-types check-style check-imports check-template check-pages generated-check
PAGES := $(shell find console widget protocol -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print 2>/dev/null)

unexport PYTHONDONTWRITEBYTECODE # else each of many interpreters compiles anew all that it imports

##@ Every day
help: ## Print this help
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Run everything here in the foreground; Ctrl-C stops it, its data stays
	$(PY) -m local run

up: build ## The same in the background
	$(PY) -m local up

down: $(BIN)/.installed ## Stop what `up` started
	$(PY) -m local down

reset: $(BIN)/.installed ## Stop, and forget all local data
	$(PY) -m local reset

##@ Quality
test: ## Everything that a change must pass
	$(MAKE) --jobs=2 --output-sync=target check pages
	$(MAKE) unit
	$(MAKE) e2e

check: $(CHECKS) ## Formats, lint, types, import contracts, template; side by side with -j

check-types: $(BIN)/.installed
	$(BIN)/mypy

check-style: $(BIN)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check-imports: $(BIN)/.installed
	$(BIN)/lint-imports

check-template: package
	$(BIN)/cfn-lint -- .build/packaged/sam.json infra/account-config/account.yaml

check-pages: node_modules/.installed generate # which writes what is checked here
	npm run --silent lint
	npm run --silent typecheck

unit: $(BIN)/.installed node_modules/.installed package ## Unit, integration, channel, contract and front-end tests
	$(BIN)/pytest -n 2 --dist loadscope --no-loadscope-reorder tests --ignore tests/e2e
	npm run --silent test

e2e: build browser ## Two real browsers and an HTTP client against the local stack
	$(BIN)/pytest tests/e2e

format: $(BIN)/.installed node_modules/.installed ## Format all code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	npx biome check --write .

bench: build ## Measure, beside the budgets
	$(PY) -m benchmarks

features: $(BIN)/.installed ## Which rows of the feature catalogue are proven, and by which tests
	@$(PY) -m tests.features

##@ Building
install: $(BIN)/.installed node_modules/.installed ## Python and Node packages, pinned by hash

build: $(BIN)/.installed package pages ## All that `run` and `deploy` need

package: .build/packaged/deployment.zip $(LAYERS:%=.build/packaged/%.zip) ## The Lambda package, its template and the layers

pages: .build/pages ## Console and widget

generate: $(BIN)/.installed node_modules/.installed ## OpenAPI, event schemas, protocol types, docs/features.md
	$(PY) -m tests.generate
	npm run --silent generate --workspace protocol

generated-check: generate
	@git diff --exit-code --stat -- docs/openapi.json docs/events.json docs/features.md protocol/src/api.ts \
		|| { echo "generated files are out of step: commit what make generate wrote"; exit 1; }

requirements: ## Compile the pinned requirements anew
	$(PY) -m uv pip compile -q --generate-hashes --no-header --python-version 3.11 --universal requirements.in -o requirements.txt
	$(PY) -m uv pip compile -q --generate-hashes --no-header --python-version 3.11 --universal requirements-dev.in -o requirements-dev.txt -c requirements.txt
	for layer in $(LAYERS); do \
		$(PY) -m uv pip compile -q --generate-hashes --no-header --python-version 3.11 --universal layers/$$layer.in -o layers/$$layer.txt -c requirements-dev.txt; \
	done
	$(PY) -m uv pip compile -q --generate-hashes --no-header --python-version 3.11 --universal local/emulator-requirements.in -o local/emulator-requirements.txt

deploy: build ## Deploy to AWS: make deploy STAGE=prod (docs/deploy.md)
	$(PY) -m infra.deploy "$(STAGE)" $(PARAMETERS)

clean: ## Remove everything that was built; local data stays
	rm -rf .build console/dist widget/dist

$(BIN)/.installed: requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r <(sed -n '/^uv==/,/[^\\]$$/p' $<)
	$(PY) -m uv pip install --quiet --python $(PY) --compile-bytecode --require-hashes -r $<
	touch $@

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

.build/packaged/deployment.zip: $(BIN)/.installed $(SOURCES) $(INFRA) requirements.txt
	$(PY) -m infra.package .build/packaged

.build/packaged/%.zip: $(BIN)/.installed layers/build.py layers/%.txt infra/zips.py
	mkdir -p $(@D)
	$(PY) -m layers.build $@

.build/pages: node_modules/.installed $(PAGES)
	npm run --silent build
	mkdir -p $(@D) && touch $@

browser: $(BIN)/.installed
	$(PY) -m tests.e2e.browser

.PHONY: help run up down reset test check $(CHECKS) unit e2e format bench features install build package \
	pages generate requirements deploy clean browser
