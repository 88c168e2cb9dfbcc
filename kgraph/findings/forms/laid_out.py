"""JSON laid out as ``json.dumps(…, indent=1)`` lays it out, written piece by piece.

The standard library's own way goes through a generator a level and keeps every piece until the
end: for a country that is gigabytes and half a minute. Here each value is one string.
"""

import json
from json.encoder import encode_basestring as _text
from typing import Any


def laid_out(value: Any, depth: int = 0) -> str:
    """A value as JSON, one step in for each level.

    Parameters:
        value: of dicts with text keys, lists, texts, numbers, booleans and None.
        depth: how many levels it stands in.
    """
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, dict | list) or not value:
        return json.dumps(value)
    step, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, list):
        parts = [_text(v) if v.__class__ is str else laid_out(v, depth + 1) for v in value]
        return f"[{step}{f',{step}'.join(parts)}{end}]"
    told = [f"{_text(key)}: {laid_out(inner, depth + 1)}" for key, inner in value.items()]
    return f"{{{step}{f',{step}'.join(told)}{end}}}"
