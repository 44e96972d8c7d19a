# `make run` serves the publication, `make test` tests it; `make help` lists all commands.

PYTHON ?= python3
PORT ?= 8000
WEB_CONCURRENCY ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
SETTINGS := $(or $(PUBLICATION_VAR),var)/settings.toml
TEMPLATES := find templates -name '*.html'
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-header --quiet $(ARGS)

IN_TESTS = PUBLICATION_VAR=var/tests DJANGO_ALLOWED_HOSTS=localhost DJANGO_DEBUG=0 \
	DJANGO_SECRET_KEY=only-for-tests LOG_LEVEL=CRITICAL
IN_PRODUCTION = PUBLICATION_VAR=var/tests DJANGO_ALLOWED_HOSTS=example.org DJANGO_DEBUG=0 \
	PUBLICATION_URL= \
	DJANGO_SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run start setup test test-long bench lint check lock clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 17

run: setup ## serve the site on http://127.0.0.1:8000 (PORT), with a demo in an empty database
	@export PORT=$(PORT) WEB_CONCURRENCY=$(WEB_CONCURRENCY) \
		PUBLICATION_URL="$${PUBLICATION_URL:-http://127.0.0.1:$(PORT)}" && \
	$(MANAGE) migrate --no-input --verbosity 0 && \
	$(MANAGE) collectstatic --no-input --verbosity 0 && \
	$(MANAGE) demo && \
	printf '\n%s\n%s\n\n' "The site: $$PUBLICATION_URL/" "The desk: $$PUBLICATION_URL/admin/" && \
	exec $(BIN)/gunicorn --config publication/gunicorn.py --bind 127.0.0.1:$(PORT)

start: setup ## start a publication of your own, without the demo (NAME="The Quarterly")
	@$(MANAGE) startpublication "$${NAME:?Give it a name: make start NAME=…}"

setup: $(VENV)/site $(SETTINGS) ## make the virtual environment and the settings for this machine

test: $(VENV)/dev ## run the tests, on DATABASE_URL's server if it is set (ARGS=tests.interviews)
	@$(IN_TESTS) $(MANAGE) test --no-input --exclude-tag long $(ARGS)

test-long: $(VENV)/dev ## run the tests that take long, and on DATABASE_URL's server all but most browser tests
	@env -u DATABASE_URL $(IN_TESTS) $(MANAGE) test --no-input --tag long
	@case "$$DATABASE_URL" in postgres*) \
		$(IN_TESTS) $(MANAGE) test --no-input --exclude-tag browser && \
		$(IN_TESTS) $(MANAGE) test --no-input --tag both_databases ;; esac

bench: setup ## measure reading and posting (ARGS="--database postgres://user@127.0.0.1:5432/any")
	@command -v wrk >/dev/null || apt-get install -y wrk || { echo 'This needs wrk.'; exit 1; }
	@$(BIN)/python -m benchmarks.reading --write benchmarks/RESULTS.md $(ARGS)
	@$(BIN)/python -m benchmarks.posting $(ARGS)

lint: $(VENV)/dev ## check the style of code and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(TEMPLATES) -exec $(BIN)/djade --check --target-version 5.2 {} +
	@$(BIN)/djlint --lint --quiet templates

check: lint ## lint, then check for missing migrations and unsafe production settings
	@$(IN_PRODUCTION) $(MANAGE) makemigrations --check --dry-run
	@$(IN_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

lock: $(VENV)/dev ## write requirements/ from pyproject.toml (ARGS=--upgrade for newer releases)
	$(LOCK) --output-file requirements/site.txt
	$(LOCK) --output-file requirements/dev.txt --group dev --constraints requirements/site.txt

clean: ## remove the virtual environment; the content in var/ stays
	rm -rf $(VENV)

# --- Files that are made once, and again when their sources change ---

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' || \
	{ echo 'This needs Python 3.11 to 3.14. Name one that is installed: make run PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	{ echo 'This needs Python with venv. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

$(VENV)/site: requirements/site.txt | $(BIN)/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The settings that a deployment has in its environment, for this machine.
$(SETTINGS):
	@mkdir -p $(@D)
	@umask 077 && printf '%s\n' \
		"DJANGO_SECRET_KEY = '$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))')'" \
		"DJANGO_ALLOWED_HOSTS = '127.0.0.1,localhost'" \
		"PUBLICATION_URL = 'http://127.0.0.1:8000'" \
		"PUBLICATION_EMAIL = 'desk@example.org'" > $@
