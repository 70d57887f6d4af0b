# Everything a developer does here, from nothing but make and Python >= 3.11.
# Name another interpreter with: make test PYTHON=/path/to/python3.12

PYTHON ?= python3.13 python3.12 python3.11 python3 python
SHELL := /bin/sh
ROWS ?= 1_000_000
MUTANTS ?= publicservice.compute.*
PYTEST := -n 2 --dist loadfile --hypothesis-profile=ci
PIP := -m pip --disable-pip-version-check --quiet

# A PYTHONPATH from outside would let the checkout's source stand in for the package that was installed.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help demo plain test coverage wheel docs cluster bench mutants clean package-demo package-test package-docs

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

demo: package-demo  ## install the package as a user would, and check a real plan
	.venv-demo/bin/publicservice check examples/plans/linyi-2022.yaml --fail-on never

plain: package-demo  ## check that the package works with nothing optional installed
	.venv-demo/bin/python tests/without_extras.py

# The examples of a file build on each other, so that two processes share the files and not the examples.
test: plain package-test  ## check style, types and tests of the package as built, with and without extras
	.venv-test/bin/ruff check .
	.venv-test/bin/ruff format --check .
	.venv-test/bin/mypy
	.venv-test/bin/pyrefly check --python-interpreter-path .venv-test/bin/python --output-format min-text
	.venv-test/bin/pytest $(PYTEST)

# By itself, since the tracer takes as long again as all tests do.
coverage: package-test  ## run the tests once more, to see that they reach every branch of the code
	.venv-test/bin/pytest $(PYTEST) --cov --cov-report=term-missing:skip-covered --cov-fail-under=100

wheel: package-demo  ## build the wheel, and try it on every Python here, bare and with everything (a minute each)
	.venv-demo/bin/python tests/wheel.py $(PYTHON)

docs: package-docs  ## build the site into build/docs, with its notebooks run, and check it
	.venv-docs/bin/sphinx-build -W --keep-going -q -E docs build/docs
	.venv-docs/bin/python docs/built.py build/docs

cluster: package-test  ## try the columns on a Spark cluster of this machine, for a minute
	.venv-test/bin/python examples/spark/cluster.py

bench: package-test  ## run the benchmarks; ask for more with ROWS=10_000_000
	.venv-test/bin/python -m benchmarks.run --rows $(ROWS)

mutants: package-test  ## change the code line by line to see tests fail; ask for a module with MUTANTS='publicservice.interval.*'
	.venv-test/bin/python $(PIP) install --constraint constraints.txt --group mutants
	nice -n 15 .venv-test/bin/mutmut run --max-children 1 '$(MUTANTS)'

clean:  ## remove the environments, and what the tools left behind
	rm -rf .venv-demo .venv-test .venv-docs .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache htmlcov build dist mutants
	find src tests examples benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The package is built and installed anew each time (a second or two), so that what runs is what a user would get.
package-demo: .venv-demo/.made
	.venv-demo/bin/python $(PIP) install --constraint constraints.txt --no-build-isolation .

package-test: .venv-test/.made
	.venv-test/bin/python $(PIP) install --constraint constraints.txt --no-build-isolation '.[all]' --group dev

package-docs: .venv-docs/.made
	.venv-docs/bin/python $(PIP) install --constraint constraints.txt --no-build-isolation '.[all]' --group docs

# setuptools is there to build Spark's package, which is published as source only.
# The first interpreter wins that is new enough and really makes an environment: some are only names that fail when they
# are run, and some systems ship Python without the parts that make an environment.
.venv-demo/.made .venv-test/.made .venv-docs/.made: pyproject.toml constraints.txt
	@for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
		"$$python" -m venv --clear $(@D) >/dev/null 2>&1 || continue; \
		echo "$(@D): $$($(@D)/bin/python --version), by $$python"; \
		$(@D)/bin/python $(PIP) install --constraint constraints.txt pip hatchling setuptools && touch $@; \
		exit; \
	done; \
	echo 'No Python >= 3.11 that can make virtual environments was found (looked for: $(PYTHON)).' >&2; \
	echo 'Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3.12' >&2; \
	exit 1
