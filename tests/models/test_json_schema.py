"""The schema check: what fits, what does not, and no silent yes."""

import pytest

from rostra.models._schema import schema_faults


@pytest.mark.parametrize(
    ("schema", "fits", "does_not"),
    [
        ({}, [1, None, "x", {}], []),
        ({"type": "string"}, ["", "字"], [1, None, []]),
        ({"type": "integer"}, [0, -3, 2.0], [1.5, "1", True]),
        ({"type": "number"}, [0, 1.5], [False, "1"]),
        ({"type": "boolean"}, [True], [0, 1]),
        ({"type": "null"}, [None], [0, ""]),
        ({"type": ["string", "null"]}, ["a", None], [1]),
        ({"enum": [1, "a"]}, [1, "a"], [2, "b", None]),
        ({"const": "k"}, ["k"], ["K"]),
        ({"anyOf": [{"type": "integer"}, {"const": "n"}]}, [1, "n"], ["m", None]),
        ({"minLength": 2, "maxLength": 3}, ["ab", "abc", "上海"], ["a", "abcd"]),
        ({"pattern": "^[0-9]+$"}, ["12"], ["1a"]),
        ({"minimum": 1, "maximum": 3}, [1, 3, 2.5], [0, 3.1]),
        ({"type": "array", "minItems": 1, "maxItems": 2}, [[1], [1, 2]], [[], [1, 2, 3], {}]),
        ({"items": {"type": "integer"}}, [[], [1]], [[1, "a"]]),
        ({"required": ["a"]}, [{"a": None}], [{}, {"b": 1}]),
        ({"properties": {"a": {"type": "string"}}}, [{}, {"a": "x"}, {"b": 1}], [{"a": 1}]),
        ({"properties": {"a": {}}, "additionalProperties": False}, [{"a": 1}], [{"b": 1}]),
        ({"additionalProperties": {"type": "integer"}}, [{"x": 1}], [{"x": "1"}]),
        ({"title": "T", "description": "d"}, [1], []),
    ],
)
def test_what_fits_and_what_does_not(schema, fits, does_not):
    for value in fits:
        assert list(schema_faults(value, schema)) == []
    for value in does_not:
        assert list(schema_faults(value, schema))


def test_a_fault_says_where():
    schema = {
        "properties": {
            "sentences": {"items": {"properties": {"cite": {"items": {"enum": [1, 2]}}}}}
        }
    }
    value = {"sentences": [{"cite": [1]}, {"cite": [2, 7]}]}
    assert list(schema_faults(value, schema)) == ["$.sentences[1].cite[1] must be one of [1, 2]"]


def test_an_unknown_keyword_is_refused_rather_than_passed_over():
    with pytest.raises(ValueError, match="oneOf"):
        list(schema_faults(1, {"oneOf": [{"type": "string"}]}))
