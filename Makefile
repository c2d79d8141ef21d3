# Two commands do all the set-up on a machine with a Swift toolchain: `make demo` and `make test`.

PREFIX ?= /usr/local
BUILD = swift build --explicit-target-dependency-import-check error
CHARGEBACK = .build/release/chargeback

.PHONY: demo test build release lint format reports bench differential differential-prices fuzz install deps

demo: release
	@rm -f .build/demo.sqlite .build/demo.sqlite-*
	$(CHARGEBACK) ingest $(wildcard SampleData/[a-z]*) --mapping SampleData/Mappings/home-made-events.yaml \
	  --database .build/demo.sqlite
	$(CHARGEBACK) directory import SampleData/Directory/directory.csv --database .build/demo.sqlite
	$(CHARGEBACK) deployments import SampleData/Directory/deployments.csv SampleData/Directory/deployments-swc.az.json \
	  --database .build/demo.sqlite
	@echo
	$(CHARGEBACK) report statement --month 2026-10 --database .build/demo.sqlite
	@echo
	Reports/generate $(CHARGEBACK) Reports

test: deps lint build
	swift test --explicit-target-dependency-import-check error

build: deps
	$(BUILD)

release: deps
	$(BUILD) -c release --product chargeback

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

# The golden files: rewritten from SampleData. Read the difference before committing it.
reports: release
	Reports/generate $(CHARGEBACK) Reports

# Against DuckDB, Python's own json and sqlite3, and tiktoken, in a virtual environment of their own.
# `make bench CALLS=1000000 RUNS=5` for a larger one; Tests/Benchmarks/NOTES.md says what was learned.
PYTHON = .build/python/bin/python3
CALLS ?= 300000
RUNS ?= 3
bench: $(PYTHON) release
	swift build -c release --product TokenizerBench
	$(PYTHON) Tests/Benchmarks/ingest_speed.py $(CHARGEBACK) --calls $(CALLS) --runs $(RUNS)
	$(PYTHON) Tests/Benchmarks/tokenizer_speed.py .build/release/TokenizerBench

differential: $(PYTHON)
	swift build -c release --product TokenizerBench
	$(PYTHON) Tests/Differential/tokenizer_differential.py .build/release/TokenizerBench

$(PYTHON): deps
	python3 -m venv .build/python
	.build/python/bin/pip install --quiet tiktoken==0.14.0 duckdb==2.0.0

# Hostile bytes for the readers, by libFuzzer, which Swift's toolchain brings: make fuzz FUZZ_SECONDS=3600
# What stops a reader is kept as .build/fuzz/crash-… and printed; corpus/ there keeps what was learnt for the next time.
FUZZ_SECONDS ?= 600
# Debian's gold stumbles over the sanitizer's debug lines.
FUZZ_LINKER = $(shell test "$$(uname)" = Linux && echo -Xswiftc -use-ld=lld)
fuzz: deps
	CHARGEBACK_FUZZ=1 swift build -c release --scratch-path .build/fuzz --product FuzzReaders \
	  -Xswiftc -sanitize=fuzzer $(FUZZ_LINKER)
	mkdir -p .build/fuzz/corpus
	.build/fuzz/release/FuzzReaders -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=20 -close_fd_mask=1 \
	  -artifact_prefix=.build/fuzz/ .build/fuzz/corpus SampleData

# Against LiteLLM's own cost_per_token, on generated usages over the Azure models of its cost map.
PRICES_PYTHON = .build/python-prices/bin/python3
differential-prices: $(PRICES_PYTHON)
	swift build --product PriceDriver
	$(PRICES_PYTHON) Tests/Differential/price_differential.py .build/debug/PriceDriver

$(PRICES_PYTHON): deps
	python3 -m venv .build/python-prices
	.build/python-prices/bin/pip install --quiet litellm==1.106.2

# The program, its manual page, and completions for bash, zsh and fish.
SHARE = $(DESTDIR)$(PREFIX)/share
install: release
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/man/man1" "$(SHARE)/bash-completion/completions" \
	  "$(SHARE)/zsh/site-functions" "$(SHARE)/fish/vendor_completions.d"
	install -m 755 $(CHARGEBACK) "$(DESTDIR)$(PREFIX)/bin/chargeback"
	$(CHARGEBACK) manual >"$(SHARE)/man/man1/chargeback.1"
	$(CHARGEBACK) --generate-completion-script bash >"$(SHARE)/bash-completion/completions/chargeback"
	$(CHARGEBACK) --generate-completion-script zsh >"$(SHARE)/zsh/site-functions/_chargeback"
	$(CHARGEBACK) --generate-completion-script fish >"$(SHARE)/fish/vendor_completions.d/chargeback.fish"

# The system's libraries, by its package manager; nothing where they are there already.
DEBIAN = libsqlite3-dev libsimdjson-dev libarchive-dev libavro-dev zlib1g-dev pkg-config tzdata
HOMEBREW = sqlite simdjson libarchive avro-c zlib pkg-config
deps:
	@if ! command -v swift >/dev/null; then echo "chargeback needs a Swift 6.1 or newer toolchain: https://swift.org/install" >&2; exit 1; fi
	@if command -v apt-get >/dev/null; then \
	  missing=$$(for package in $(DEBIAN); do \
	    dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || echo $$package; done); \
	  if [ -n "$$missing" ]; then \
	    sudo=; if [ "$$(id -u)" != 0 ]; then sudo=sudo; fi; \
	    $$sudo apt-get update && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y $$missing; fi; \
	elif command -v brew >/dev/null; then brew list $(HOMEBREW) >/dev/null 2>&1 || brew install $(HOMEBREW); \
	elif ! pkg-config --exists sqlite3 simdjson libarchive avro-c zlib 2>/dev/null; then \
	  echo "chargeback needs the development files of SQLite 3, simdjson, libarchive, avro-c and zlib: install them with your package manager" >&2; \
	  exit 1; fi
