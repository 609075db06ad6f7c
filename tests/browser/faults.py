"""What axe finds on a page."""

from __future__ import annotations

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: The rules that a page may break in the dark though it keeps them in the light.
_COLOURS: Final = {"type": "rule", "values": ["color-contrast"]}


def serious(page: Page, *, colours: bool = False) -> list[str]:
    """The faults that shut somebody out: the rule, and the first elements that break it. colours: of those alone."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if colours:
        options["runOnly"] = _COLOURS
    return [
        f"{fault['id']}: {' '.join(node['html'][:160] for node in fault['nodes'][:3])}"
        for fault in Axe().run(page, options=options).response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
