# `make run` and `make test` are all that a newcomer needs; both set up .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
QUESTION := What did the Competition and Markets Authority find about profits?

.PHONY: run test test-slow test-browser bench bench-peers eval clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

run: $(READY)
	$(BIN)/verse add documents
	$(BIN)/verse ask "$(QUESTION)"
	$(BIN)/verse serve

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

# What takes minutes: the real encoder, all hostile files, 10,000 damaged ones, long documents. With Debian's
# tesseract-ocr scans are read, too.
test-slow: $(READY)
	$(BIN)/pytest -m slow

# In a real browser; needs Debian's chromium (or VERSE_TEST_BROWSER=/path/to/a/chromium).
test-browser: $(READY)
	$(BIN)/pytest -m browser

# How fast it is on this machine; takes some minutes.
bench: $(READY)
	$(BIN)/python -m bench

# Beside LangChain + FAISS, txtai and Haystack, which it installs; FOLDER= adds a folder of questions (bench/peers).
bench-peers: $(READY)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[peers]"
	$(BIN)/python -m bench.peers $(FOLDER)

# How right it is, on the questions in evals/; FOLDER= adds a folder of questions on pages of guidance.
eval: $(READY)
	$(BIN)/python -m evals $(FOLDER)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
