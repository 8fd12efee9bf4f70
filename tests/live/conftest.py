"""Live tests need real servers; where those are not installed they are skipped, saying so."""

import programs
import pytest


def pytest_collection_modifyitems(items):
    reason = programs.missing()
    for item in items:
        if "tests/live" in str(item.path) and not item.get_closest_marker("no_servers"):
            item.add_marker(pytest.mark.live)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))
