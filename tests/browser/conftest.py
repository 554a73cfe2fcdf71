"""One Chromium and one server of the page for all browser tests."""

import os
from pathlib import Path

import pytest

from tests.browser.live import Visit
from tests.browser.serving import ARGUMENTS, chromium_path, served


def pytest_collection_modifyitems(items):
    """A test here may fail once: two browsers, a server and its runs share two cores, and a wait that is
    long enough nearly always is not always. Tests that needed it are named at the end of the report."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


def skip(reason):
    """Without a browser there is nothing to see; where there has to be one, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def browser():
    if os.environ.get("CI") != "true":
        pytest.importorskip("playwright.sync_api")
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if not path:
        skip("No Chromium found; set CHROMIUM to its path to run the browser tests.")
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def address():
    """Where the page is served."""
    with served() as (address, _):
        yield address


@pytest.fixture
def visit(browser, address):
    visit = Visit(browser, address)
    yield visit
    visit.close()


@pytest.fixture
def visits(browser, address):
    """Opens pages, and closes them all: `visits("preset=ring", viewport=...)`."""
    opened = []

    def open_page(*arguments, **context):
        opened.append(Visit(browser, address, *arguments, **context))
        return opened[-1]

    yield open_page
    for visit in opened:
        visit.close()
