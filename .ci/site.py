"""What mkdocs does not do by itself: the navigation, the settings' page, the API's page, links out of docs/.

The navigation is made from the folders, so that a new page stands in it without being entered anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = ROOT / "build" / "openapi.json"

#: Title → what stands under it, in this order. A folder stands for its pages that are not named, by title.
NAVIGATION: dict[str, tuple[str, ...]] = {
    "Start": ("index.md", "tutorial.md"),
    "Channels": ("channels/web.md", "channels/"),
    "For agents": ("agent/",),
    "For administrators": (
        "admin/configuration.md",
        "admin/staff.md",
        "admin/deadlines-and-routing.md",
        "solution.md",
        "admin/early-warning.md",
        "understanding.md",
        "labels.md",
        "admin/",
        "admin/operations.md",
        "admin/upgrade.md",
    ),
    "Reference": ("reference/",),
    "How it is built": ("architecture.md", "security.md", "scale.md", "benchmarks.md", "contributing.md"),
    "Decisions": ("decisions/",),
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made here."""
    files.append(File.generated(config, "reference/settings.md", content=settings()))
    files.append(File.generated(config, "reference/api.md", content=api(json.loads(OPENAPI.read_text("utf-8")))))
    files.append(File.generated(config, "reference/openapi.json", abs_src_path=str(OPENAPI)))
    config.nav = navigation([file.src_uri for file in files.documentation_pages()])
    return files


def navigation(pages: list[str]) -> list[dict[str, list[str]]]:
    """Every page, once. Raises SystemExit where one has no place."""
    named = {entry for entries in NAVIGATION.values() for entry in entries}
    left = set(pages)
    made = []
    for title, entries in NAVIGATION.items():
        found: list[str] = []
        for entry in entries:
            if entry.endswith("/"):
                found += sorted(page for page in left if page.startswith(entry) and page not in named)
            elif entry in left:
                found.append(entry)
        left -= set(found)
        if found:
            made.append({title: found})
    if left:
        raise SystemExit(f"No place in the navigation (.ci/site.py): {', '.join(sorted(left))}")
    return made


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """What a page says of files beside docs/ is said as a path: the site does not hold them."""
    depth = page.file.src_uri.count("/")
    outside = re.compile(r"\[([^\]]+)\]\((?:\.\./){" + str(depth + 1) + r"}([^)#]+)\)")
    return outside.sub(lambda found: f"{found[1]} (`{found[2]}`)", markdown)


def settings() -> str:
    """config.yaml as a page."""
    text = (ROOT / "config.yaml").read_text("utf-8")
    return (
        "# Every setting\n\nThe whole of `config.yaml`, each setting with its default. [How settings work]"
        f"(../admin/configuration.md).\n\n```yaml\n{text}```\n"
    )


def api(document: Mapping[str, Any]) -> str:
    """The operations by tag, each with its parameters, its body and what may come back."""
    groups: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["other"])[0]
            groups.setdefault(tag, []).append(_operation(document, path, method, operation))
    lines = [
        "# HTTP interface",
        "",
        "Made from the product's own description, which a running Huiyin shows at `/api/docs` and which is here as "
        "[openapi.json](openapi.json). Staff routes want `Authorization: Bearer TOKEN`; "
        "`huiyin token add NAME` makes one.",
    ]
    for tag, operations in groups.items():
        lines += ["", f"## {tag.capitalize()}", *operations]
    return "\n".join(lines) + "\n"


def _operation(document: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> str:
    lines = ["", f"### {method.upper()} `{path}`", "", operation.get("description", operation.get("summary", ""))]
    rows = [
        (f"`{one['name']}`", one["in"], _kind(document, one["schema"]), one.get("description", ""), one.get("required"))
        for one in operation.get("parameters", ())
        if one["in"] != "header"
    ]
    for content, body in operation.get("requestBody", {}).get("content", {}).items():
        rows += [(name, content, *rest) for name, *rest in _fields(document, body["schema"])]
    if rows:
        lines += ["", "| name | where | kind | |", "|---|---|---|---|"]
        for name, where, kind, text, needed in rows:
            lines.append(f"| {name}{' *' if needed else ''} | {where} | {kind} | {_cell(text)} |")
    codes = ", ".join(
        f"{code} {answer.get('description', '')}".strip() for code, answer in operation["responses"].items()
    )
    return "\n".join([*lines, "", f"Answers: {codes}."])


def _fields(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    schema = _resolved(document, schema)
    for branch in schema.get("anyOf", ()):
        yield from _fields(document, branch)
    needed = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield f"`{name}`", _kind(document, field), field.get("description", ""), name in needed


def _resolved(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found: Mapping[str, Any] = document["components"]["schemas"][name]
        return found
    return schema


def _kind(document: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    schema = _resolved(document, schema)
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(document, one) for one in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    kind = str(schema.get("format") or schema.get("type", "any"))
    if kind == "array":
        return f"list of {_kind(document, schema.get('items', {}))}"
    return "empty" if kind == "null" else kind


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
