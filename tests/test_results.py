"""What another service answered is read to its end in the thread that began it."""

import gc
import json
import sys
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from kgraph.store.results import read_results

HEAD = b'{"head":{"vars":["s"]},"results":{"bindings":['
ROW = b'{"s":{"type":"uri","value":"http://e/a"}}'
NO_IRI = b'{"s":{"type":"uri","value":"no iri <"}}'


def test_a_table_has_its_columns_and_rows_and_a_truth_is_one() -> None:
    """Cells that lack are told as none."""
    one, other = {"type": "uri", "value": "http://e/a"}, {"type": "literal", "value": "x"}
    told = {"head": {"vars": ["s", "o"]}, "results": {"bindings": [{"s": one}, {"o": other}]}}
    found = read_results(json.dumps(told).encode())

    assert not isinstance(found, bool)
    assert found[0] == ["s", "o"]
    assert [[getattr(cell, "value", None) for cell in row] for row in found[1]] == [
        ["http://e/a", None], [None, "x"],
    ]  # fmt: skip
    assert read_results(b'{"head":{},"boolean":true}') is True
    assert read_results(b'{"head":{},"boolean":false}') is False


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"<html>", HEAD + ROW, HEAD + ROW + b",", HEAD + ROW + b"," + NO_IRI + b"]}}",
     HEAD + b",".join([ROW] * 5000) + b',{"s":5}]}}'],
    ids=["nothing", "empty", "html", "ends early", "comma", "no name", "late"],
)  # fmt: skip
def test_a_broken_answer_leaves_nothing_of_the_engine_to_another_thread(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it was, the engine cannot let go of it, which would fill memory and the log."""
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: told.append(what.exc_value))
    with ThreadPoolExecutor(1) as thread:
        asking: Future[object] = thread.submit(read_results, body)
        assert isinstance(asking.exception(), SyntaxError | ValueError)
    del asking
    gc.collect()

    assert told == []
