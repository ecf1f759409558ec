# 医保城市指南: every command a contributor needs. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= $(or $(shell command -v python3.13 || command -v python3),$(error 没有找到 Python：请安装 3.13，或写明路径：make PYTHON=/路径/python3.13))
DATE ?= $(shell TZ=CST-8 date +%F)
PORT ?= 8000
RUN := .venv/bin/python -m
PIN := $(RUN) piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-header \
  --annotation-style line --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.PHONY: help site serve compress changes check fix test test-machine bare fuzz similarity bench bench-browser due coverage release-check propose apply new-city new-topic new-calculator lock pictures clean worksheet

help:  ## list the commands
	@awk -F ':[^#]*## *' '/^[a-z-]+:.*##/ {printf "%-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/ready node_modules/pyodide-pruned/sums  ## build the whole site into site/
	@$(RUN) scripts site --on $(DATE)

serve: .venv/ready node_modules/pyodide-pruned/sums  ## show the site on http://localhost:8000 (PORT=…); what is saved shows at once
	@$(RUN) scripts serve $(PORT) --on $(DATE)

compress: site  ## build, then write .br and .gz beside the files, for hosts that send these as they are
	@node scripts/site/compress.mjs site

check: .venv/ready  ## read every data file and all code, and name every mistake (错误会用中文列出)
	@$(RUN) scripts check --on $(DATE) && $(RUN) scripts schema
	@$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) mypy

fix: .venv/ready  ## mend what is only a slip of the keyboard in regions/ (全角、空格、日期写法)
	@$(RUN) scripts fix

test: test-machine site check  ## run all tests, those in a real browser too
	@$(RUN) pytest --numprocesses auto --dist worksteal

test-machine: .venv/ready  # a browser, its libraries and a Chinese font; looks first, asks nobody when all is there
	@$(RUN) tests.browser.chromium

bare:  ## run make site and make test on a fresh Debian 13 under build/ (as root)
	@tests/bare.sh

fuzz: .venv/ready  ## ask the calculators 200,000 made-up questions, spoil 1,000 data files; none may end in a traceback
	@$(RUN) tests.calculators.fuzz 200000
	@$(RUN) tests.regions.corruption 1000

similarity: site  ## report how much alike the pages for search engines are
	@$(RUN) scripts similarity

bench: site test-machine build/bench-venv/ready  ## time the build against other site generators, and live editing (writes benchmarks/*.md)
	@$(RUN) benchmarks.build --on $(DATE)
	@$(RUN) benchmarks.live --on $(DATE)

bench-browser: site test-machine build/bench-node/ready  ## time the first answer in a browser against other ways (writes benchmarks/browser.md)
	@$(RUN) benchmarks.browser --rounds 10

due: .venv/ready  ## list the facts whose review is due, by city and topic (哪些数据该复核了)
	@$(RUN) scripts due --on $(DATE)

coverage: .venv/ready  ## list what is known of each place, by the matters people ask about (查到了多少)
	@$(RUN) scripts coverage --on $(DATE)

release-check: .venv/ready  ## fail when an official value of the largest places is past its review (发布前)
	@$(RUN) scripts due --on $(DATE) --release

propose: .venv/ready  ## tell what a batch of proposals would change: make propose FILE=… (看一批建议会改什么)
	@$(RUN) scripts propose $(FILE) --on $(DATE) $(if $(REPLACE),--replace)

apply: .venv/ready  ## write a batch of proposals into regions/; REPLACE=1 also over confirmed values (收一批建议)
	@$(RUN) scripts apply $(FILE) --on $(DATE) $(if $(REPLACE),--replace)

changes: .venv/ready  ## tell and record what changed since a commit, a folder or a site: make changes FROM=… (发布前记变更)
	@$(RUN) scripts changes $(FROM) --on $(DATE)

worksheet: .venv/ready  ## write a sheet on which somebody who knows a city checks it: make worksheet CITY=… (核对单)
	@$(RUN) scripts worksheet $(CITY) --on $(DATE)

new-city: .venv/ready  ## start a city's file: make new-city CITY="320400 常州市 地级市 'chang zhou' 0519" (新建城市文件)
	@$(RUN) scripts new-city $(CITY)

new-topic: .venv/ready  ## start a topic: make new-topic TOPIC="newborn 新生儿参保 孩子刚出生，医保怎么办？" (新建专题)
	@$(RUN) scripts new-topic $(TOPIC)

new-calculator: .venv/ready  ## start a calculator: make new-calculator CALCULATOR="birth-allowance 生育津贴 resident" (新建计算器)
	@$(RUN) scripts new-calculator $(CALCULATOR)

lock: .venv/ready  ## pin the Python packages anew after a change in pyproject.toml
	@$(PIN) --all-extras -o requirements.lock pyproject.toml
	@$(PIN) -o benchmarks/requirements.lock benchmarks/requirements.in

pictures: site test-machine  ## take the handbook's pictures anew into docs/pictures/ (手册里的图)
	@PICTURES=1 $(RUN) pytest -q tests/browser/test_handbook.py tests/browser/test_live.py -k picture_of

clean:  ## remove everything that was built, keep what was installed
	rm -rf build site

# Set-up, done once; it is made again only when a pinned list changes. What pip or npm says stands above the sentence.
else = || { echo "$(1)" >&2; exit 1; }
BLOCKED := 原因见上，多半是没有网络、磁盘满了或文件夹只读：排除以后再运行一次。

.venv/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13) and "需要 Python 3.13，读到 " + sys.version.split()[0] + "。请安装 3.13，或写明路径：make PYTHON=/路径/python3.13")'
	@$(PYTHON) -m venv .venv && $(RUN) pip install --quiet --require-hashes -r requirements.lock \
	  $(call else,Python 的包没有装上，$(BLOCKED))
	@touch $@

node_modules/ready: package-lock.json
	@command -v npm >/dev/null $(call else,没有找到 npm：请先安装 Node.js 和 npm，再运行一次。)
	@npm ci --loglevel=error --ignore-scripts --no-audit --no-fund >/dev/null \
	  $(call else,浏览器用的 Python 没有装上，$(BLOCKED))
	@touch $@

node_modules/pyodide-pruned/sums: node_modules/ready scripts/browser/prune.mjs
	@command -v node >/dev/null $(call else,没有找到 node：请先安装 Node.js，再运行一次。)
	@node scripts/browser/prune.mjs node_modules/pyodide $(@D)

# What only the benchmarks compare with.
build/bench-venv/ready: benchmarks/requirements.lock .venv/ready
	@$(RUN) venv build/bench-venv
	@build/bench-venv/bin/python -m pip install --quiet --require-hashes -r $<
	@touch $@

build/bench-node/ready: benchmarks/package-lock.json
	@mkdir -p $(@D) && cp benchmarks/package.json $< $(@D)
	@cd $(@D) && npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
