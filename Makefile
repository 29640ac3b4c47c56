# Two commands matter: `make run` and `make test`. Each installs what is missing, and is quick when
# nothing changed. Every path is relative: the folder may have spaces in its name.

DUET = .build/release/duet

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test setup build web lint format test-swift test-web test-browser contract prove soak lab bench accept screenshots clean distclean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22
	@echo
	@echo '  PORT=8081 make run              another port'
	@echo '  ARGS="--help" make run          further arguments of "duet serve"'

run: build ## build what changed and start Duet on this machine with two demonstration accounts
	@exec $(DUET) serve --demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: setup-test web ## every check that CI runs: format, Swift tests, web tests, real browsers
	@scripts/check

setup: setup-run setup-test ## install what running and testing need, and nothing that is there

.PHONY: setup-run setup-test setup-bench
setup-run:
	@scripts/setup run

setup-test:
	@scripts/setup test

setup-bench:
	@scripts/setup bench

build: setup-run web ## server and page, without starting them
	@scripts/build --product duet

web: setup-run ## the page alone: web/src → web/dist
	@scripts/bundle

lint: setup-test ## layout and style, changing nothing
	@scripts/check lint

format: setup-test ## put layout right
	@swift format --in-place --recursive Sources Tests Package.swift
	@cd web && DENO_NO_UPDATE_CHECK=1 ../.tools/venv/bin/deno fmt

test-swift: setup-run ## the Swift tests alone
	@scripts/check swift

test-web: setup-test ## the page's type check and unit tests alone
	@scripts/check web

test-browser: setup-test build ## real browsers against the real server alone
	@scripts/check browser

soak: setup-test build ## random faults for hours: DUET_ROUNDS rounds (1000), DUET_SEED repeats a run
	@cd e2e && DUET_SEED=$${DUET_SEED:-$$$$} DUET_ROUNDS=$${DUET_ROUNDS:-1000} ../.tools/venv/bin/python -m pytest --verbose --exitfirst --numprocesses auto tests/test_chaos.py

lab: setup-test build ## calls between homes behind every kind of NAT, and what they survive (half an hour, as root)
	@PYTHONPATH=e2e .tools/venv/bin/python -m lab

contract: setup-run ## print what is printed from Swift: the wire, the state tables, the walks of the model
	@scripts/build --build-tests
	@.build/release/duet-contract > web/src/contract.ts
	@.build/release/duet-contract --states > docs/states.md
	@DUET_PRINT_WALKS=1 scripts/build test --filter WalkTests

prove: setup-run ## the proof, and the scanner against random texts, further than the tests go (half an hour)
	@scripts/build --build-tests
	@DUET_PROOF=deep scripts/build test --filter ProofTests
	@DUET_DEEP=1 scripts/build test --filter JSONDifferentialTests

bench: setup-bench ## the table of docs/performance.md, beside a relay on Node's ws (some minutes)
	@scripts/build --product duet
	@scripts/build --product duet-bench
	@.build/release/duet-bench table --peer --rounds 3 $(ARGS)

accept: setup-test build ## how long it takes from "Accept" until both hear each other, and where the time goes (two minutes)
	@PYTHONPATH=e2e .tools/venv/bin/python -m lab.accept

screenshots: setup-test build ## pictures of every surface; those that the documents show go into docs/images
	@scripts/screenshots

clean: ## forget what was built
	@rm -rf .build web/dist .tools/evidence .tools/logs

distclean: clean ## forget what was installed into this folder, too
	@rm -rf .tools
