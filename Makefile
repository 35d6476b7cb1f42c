# make run: set up what is missing and open the Kendall pair.   make test: set up and test.
READY := .venv/.ready
HEADLESS := QT_QPA_PLATFORM=offscreen VTK_DEFAULT_OPENGL_WINDOW=vtkEGLRenderWindow LIBGL_ALWAYS_SOFTWARE=1

.PHONY: run test lint bench words prebuilt clean

run: $(READY)
	@.venv/bin/wespace

test: $(READY)
	@sh .ci/browser
	@$(HEADLESS) .venv/bin/python -m pytest -q

lint: $(READY)
	.venv/bin/ruff check .
	.venv/bin/mypy

bench: $(READY)
	$(HEADLESS) .venv/bin/python benchmarks/run.py

$(READY): uv.lock pyproject.toml .ci/setup
	@sh .ci/setup

# New words on screen: collect them, translate them in the .ts file, then run this again.
words: $(READY)
	.venv/bin/pyside6-lupdate -tr-function-alias QT_TRANSLATE_NOOP+=_t -no-obsolete -locations none wespace_desktop/app/*.py -ts assets/i18n/wespace_zh_CN.ts
	.venv/bin/pyside6-lrelease assets/i18n/wespace_zh_CN.ts -qm assets/i18n/wespace_zh_CN.qm

# What makes a first opening slow, done beforehand; after a change of a shipped district, a shipped scenario's changes or
# the code that builds them.
prebuilt: $(READY)
	.venv/bin/python -m wespace_desktop.scene.prebuilding

clean:
	rm -rf .venv .tools pictures .pytest_cache .hypothesis .mypy_cache .ruff_cache
