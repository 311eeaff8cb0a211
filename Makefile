# `make` lists the targets. One release build serves run, test, check and bench: tests need
# `-enable-testing`, so everything is built with it. `swift test` would add the flag a second time,
# at another place, and compile all of it again; hence --disable-testable-imports.
FLAGS := -c release -Xswiftc -enable-testing
BUILD := swift build $(FLAGS)
ALBEDO := .build/release/albedo

.DEFAULT_GOAL := help
.PHONY: help setup build run test check bench compare docs quality evaluate drill clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile

setup:
	@Scripts/setup

build: setup
	@$(BUILD)

run: build ## decides on the collection of SampleFrames, and shows why in Output
	@$(ALBEDO) run Pipelines/collection-evidence.yaml SampleFrames -o Output
	@echo "The pictures are in $(CURDIR)/Output, the program is $(CURDIR)/$(ALBEDO)."

test: setup ## all tests, release build (under 10 minutes on 2 cores)
	@swift test --disable-testable-imports $(FLAGS)
	@swift build --package-path Examples/Develop --scratch-path .build-example

check: build ## format, import arrows, libm, instruction sets, budgets, words, unsafe memory
	@Scripts/check --self-test --quiet
	@Scripts/check

bench: build ## time and hash of every kernel and stage at HD
	@$(ALBEDO) bench

compare: build ## filters raced against libraries (25 minutes); Benchmarks/compare --family debayer
	@Benchmarks/compare

docs: setup ## the library's reference in .build/docs
	@swift package --allow-writing-to-directory .build/docs \
	  generate-documentation --target Albedo --output-path .build/docs
	@echo "The reference is in $(CURDIR)/.build/docs."

quality: build ## judges pictures, ranges and mosaics on inputs with truth (up to an hour)
	@Scripts/quality

evaluate: build ## judges 15,000 simulated collections of known truth (half a day on 2 cores)
	@Scripts/evaluate

drill: build ## 2,000 HD frames damaged on purpose, salvaged and counted (6 minutes)
	@Scripts/drill

clean: ## removes the build and Output
	@rm -rf .build Output
