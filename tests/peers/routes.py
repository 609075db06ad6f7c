"""The product's routes are described once for all tests of a process.

A product describes 250 routes when it is built, and once more at its first request: half a second, most of which is
spent on what is the same in every test: how the models of their answers are written as JSON, what their functions ask
for, and how that is read. It knows the inside of FastAPI, whose version the lock pins.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

import pytest
from fastapi import routing
from fastapi.dependencies import utils as dependencies
from fastapi.utils import create_model_field
from starlette.routing import compile_path


@contextmanager
def described_once() -> Iterator[None]:
    """While this is open, every application takes over what an earlier one of the process found out."""
    known_model = lru_cache(maxsize=None)(create_model_field)
    path = lru_cache(maxsize=None)(compile_path)
    to_signature, to_details = dependencies.get_typed_signature, dependencies.analyze_param
    # By the code of the function: its annotations are names of its module, its defaults are its own.
    annotations: dict[CodeType, list[Any]] = {}
    details: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def model(name: str, type_: Any, **more: Any) -> Any:
        field = known_model("answer", type_, **more)
        field = copy(field)
        field.name = name
        return field

    def signature(call: Callable[..., Any]) -> inspect.Signature:
        function = getattr(call, "__func__", call)
        if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
            return to_signature(call)
        if (code := function.__code__) not in annotations:
            annotations[code] = [one.annotation for one in to_signature(call).parameters.values()]
        parameters = inspect.signature(call).parameters.values()
        pairs = zip(parameters, annotations[code], strict=True)
        return inspect.Signature([one.replace(annotation=annotation) for one, annotation in pairs])

    def detail(*, param_name: str, annotation: Any, value: Any, path_param_names: set[str]) -> Any:
        given = {"annotation": annotation, "value": value, "path_param_names": path_param_names}
        if not (value is inspect.Parameter.empty or isinstance(value, str | int | None)):
            return to_details(param_name=param_name, **given)
        key = (param_name, id(annotation), type(value), value, param_name in path_param_names)
        if key not in details:
            # The annotation is kept, so that no other one gets its id.
            details[key] = annotation, to_details(param_name=param_name, **given)
        return details[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routing, "create_model_field", model)
        patch.setattr(routing, "compile_path", path)
        patch.setattr(dependencies, "get_typed_signature", signature)
        patch.setattr(dependencies, "analyze_param", detail)
        yield
