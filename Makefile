# SID Bantuan from a fresh clone: `make demo` shows it, `make test` proves it. `make help` lists the rest.
# Needs Python 3.11 or newer, git and make. Everything else is locked, with hashes, in requirements/.

VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3 python3.14 python,$(if $(shell $(name) -c \
	'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null | grep True),$(name))))
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
# One dependency comes as source: built with the locked setuptools, not with one fetched unseen.
LOCKED = $(PIP) --require-hashes --no-build-isolation --use-pep517
JOBS ?= 2
MINUTES ?= 30
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help demo test bench soak lint format lock pictures clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/.ready ## kabupaten, kecamatan and three villages on this machine (ARGS="--once --json" to only check)
	@$(BIN)/sid-bantuan demo $(ARGS)

test: $(VENV)/.ready-tests ## every test, those in Chromium and on PostgreSQL too (ARGS="-k word" for some)
	@$(BIN)/python -m tests.support.tools
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

soak: $(VENV)/.ready-tests ## the long fault runs, MINUTES=30 of them
	@$(BIN)/python -m tests.support.tools
	@$(BIN)/python -m tests.simulator --seed "$$(date +%s)" --seconds $$(( $(MINUTES) * 45 )) $(ARGS)
	@KILLS=$$(( $(MINUTES) * 4 )) $(BIN)/python -m pytest tests/test_mati_mendadak.py

bench: $(VENV)/.ready-tests ## the figures, one JSON object a line
	@$(BIN)/python -m tests.support.tools >&2
	@$(BIN)/python -m bench $(ARGS)

lint: $(VENV)/.ready-tests ## style and plain mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.ready-tests ## put the style right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(VENV)/.ready ## choose the newest dependencies anew and lock them (UPGRADE= keeps those that still fit)
	@$(BIN)/uv --version >/dev/null 2>&1 || $(PIP) uv
	@$(COMPILE) requirements/pasang.in -o requirements/kunci-pasang.txt
	@$(COMPILE) $(PROJECT) -o requirements/kunci.txt
	@$(COMPILE) $(PROJECT) requirements/uji.in -c requirements/kunci.txt -o requirements/kunci-uji.txt

UPGRADE ?= --upgrade
PROJECT = requirements/pasang.in pyproject.toml --extra postgres
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

pictures: $(VENV)/.ready-tests ## take the pictures of the README anew, from the demo's screens
	@PEOPLE=1200 $(BIN)/python -m pytest tests/test_jalan_peramban.py tests/test_bantuan_salur_peramban.py
	@$(BIN)/python -m pytest tests/test_bantuan_usulan_layar.py
	@mkdir -p docs/screenshots && cd build/layar && cp $(PICTURES) ../../docs/screenshots/

PICTURES = desa.png kk.png orang.png kecamatan.png nilai-lagi.png nilai-kematian.png dari-kecamatan.png \
	desa-telepon.png camat-telepon.png cek-surat.png bantuan-usulan-8.png penyaluran-cocok.png

clean: ## remove what was made here, the demo's data too
	rm -rf $(VENV) build dist *.egg-info demo-data .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: setting up again costs nothing while the lists of dependencies stay as they are.

$(VENV)/.ready: $(VENV)/.made requirements/kunci-pasang.txt requirements/kunci.txt pyproject.toml setup.py
	@echo "Installing the locked dependencies into $(VENV)" >&2
	@$(LOCKED) -r requirements/kunci-pasang.txt >&2
	@$(LOCKED) -r requirements/kunci.txt >&2
	@$(PIP) --no-deps --no-build-isolation --no-index -e . >&2
	@touch $@

$(VENV)/.ready-tests: $(VENV)/.ready requirements/kunci-uji.txt
	@echo "Installing the tests' tools into $(VENV)" >&2
	@$(LOCKED) -r requirements/kunci-uji.txt >&2
	@touch $@

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >&2 || { rm -rf $(VENV); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing python3-venv (apt-get, as root)" >&2; \
			apt-get -q update >&2 && apt-get -q install -y python3-venv >&2 && $(PYTHON) -m venv $(VENV) >&2; \
		else echo "Python cannot make a virtual environment. To mend it: sudo apt-get install python3-venv" >&2; exit 1; fi; }
	@touch $@
