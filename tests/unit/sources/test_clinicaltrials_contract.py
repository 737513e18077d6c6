"""The recorded answers and our requests, held against ClinicalTrials.gov's own contract."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft4Validator

from dashboard.models import Gene
from dashboard.upstream.sources.clinicaltrials import FIELDS, fetch_trials
from tests.unit.sources.fake_client import STAT3, FakeClient
from tests.unit.sources.test_clinicaltrials import found, page, study

SHANK3 = Gene("HGNC:14294", "SHANK3", "SH3 and multiple ankyrin repeat domains 3")


@pytest.fixture(scope="module")
def contract(shared: Path) -> dict[str, Any]:
    """Return the registry's OpenAPI file."""
    file = shared / "contracts" / "clinicaltrials" / "openapi-2.0.0.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def faults(contract: dict[str, Any], schema: Any, value: Any) -> list[str]:
    """Return how a value breaks a schema of the contract."""
    whole = {**schema, "components": contract["components"]}
    return [error.message[:200] for error in Draft4Validator(whole).iter_errors(value)]


def recorded(shared: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every recorded answer: searches as they are, a study alone as a page of one."""
    for file in sorted((shared / "data" / "recorded" / "clinicaltrials").glob("*.json")):
        answer = json.loads(file.read_text(encoding="utf-8"))
        yield file.name, answer if "studies" in answer else {"studies": [answer]}
    whole = shared / "data" / "tables" / "clinicaltrials-full" / "NCT02513394.json.gz"
    yield whole.name, {"studies": [json.loads(gzip.decompress(whole.read_bytes()))]}


def test_each_recorded_answer_is_one_of_the_contract_and_parses(
    shared: Path, contract: dict[str, Any]
) -> None:
    schema = {"$ref": "#/components/schemas/PagedStudies"}
    seen = 0
    for name, answer in recorded(shared):
        assert faults(contract, schema, answer) == [], name
        read = found({k: v for k, v in answer.items() if k != "nextPageToken"}, gene=SHANK3)
        assert len(read.trials) + read.left_out == len(answer["studies"]), name
        assert read.announced == answer.get("totalCount"), name
        if read.announced not in (None, len(answer["studies"])):
            assert read.notes, name
        seen += 1
    assert seen >= 8


def test_recorded_pages_are_followed_from_the_first_to_the_last(shared: Path) -> None:
    folder = shared / "data" / "recorded" / "clinicaltrials"
    first = json.loads((folder / "search_phelan_limit5_20260811.json").read_text(encoding="utf-8"))
    after = json.loads((folder / "search_phelan_next_20260811.json").read_text(encoding="utf-8"))
    after.pop("nextPageToken")
    answer = found(first, after, gene=SHANK3)
    assert len(answer.trials) + answer.left_out == 10
    assert "announced 21 studies and sent 10" in answer.notes[0]


def test_our_request_keeps_to_the_contract(contract: dict[str, Any]) -> None:
    http = FakeClient([page([study(1)], "b", 2), page([study(2)])])
    fetch_trials(http, STAT3)
    parameters = contract["paths"]["/studies"]["get"]["parameters"]
    known = {parameter["name"]: parameter for parameter in parameters}
    for call in http.calls:
        assert call.path == "studies"
        for name, text in call.params.items():
            kind = known[name]["schema"]["type"]
            value = {
                "array": text.split("|"),
                "integer": int(text) if text.isdigit() else text,
            }.get(kind, text == "true" if kind == "boolean" else text)
            assert faults(contract, known[name]["schema"], value) == [], name


def test_each_field_we_ask_for_is_one_of_the_study(contract: dict[str, Any]) -> None:
    names = {name.lower() for schema in contract["components"]["schemas"].values()
             for name in schema.get("properties", {})}  # fmt: skip
    pieces = {
        "NCTId": "nctid",
        "StartDate": "startdatestruct",
        "Phase": "phases",
        "Condition": "conditions",
        "Keyword": "keywords",
        "InterventionName": "interventions",
        "InterventionOtherName": "othernames",
        "LeadSponsorName": "leadsponsor",
        "LastUpdatePostDate": "lastupdatepostdatestruct",
    }
    assert {pieces.get(field, field.lower()) for field in FIELDS} <= names


def test_what_we_make_up_for_tests_is_of_the_contract(contract: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/PagedStudies"}
    assert faults(contract, schema, page([study(1), study(2)], "b", 2)) == []
