# What people type. `make report` and `make test` do their own set-up on Debian and Ubuntu.

CARGO ?= cargo
FONTS := fonts

.PHONY: help report fonts test test-tools lint ready schema picture clean

help:
	@echo 'make report   生成 data/changli-2023 的报告（DOCX 和 PDF），写入 output/'
	@echo 'make fonts    下载并核对字体，放入 fonts/'
	@echo 'make test     安装测试所需工具并运行全部测试'
	@echo 'make ready    提交前检查，与 CI 相同：lint 加 test'
	@echo 'make lint     格式、Clippy、许可证和文档检查'
	@echo 'make schema   重新生成 docs/schema/filing.schema.json'
	@echo 'make picture  重新生成 README 里的页面图（需要 poppler-utils）'
	@echo 'make clean    删除编译结果和 output/ 中的文件（保留字体）'

report: fonts
	$(CARGO) run --release --locked --quiet -- build data/changli-2023 --font-dir $(FONTS)

fonts:
	scripts/fonts.sh

test: test-tools fonts
	scripts/test.sh

test-tools:
	scripts/test-tools.sh

lint:
	scripts/lint.sh

ready: lint test

schema:
	mkdir -p docs/schema
	$(CARGO) run --locked --quiet -- schema > docs/schema/filing.schema.json.part
	mv docs/schema/filing.schema.json.part docs/schema/filing.schema.json

# The README's picture, from the report that `make report` wrote.
picture: report
	mkdir -p docs/images
	pdftoppm -r 80 -f 1 -l 1 -png -singlefile output/2023-*/*.pdf docs/images/report-page-1

clean:
	$(CARGO) clean
	find output -mindepth 1 ! -name .gitkeep -delete
