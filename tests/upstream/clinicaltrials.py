"""ClinicalTrials.gov: made-up studies, real paging, and a 400 for a query that cannot be read."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.upstream.genes import BY_SYMBOL, EVERY
from tests.upstream.messages import HTML, Request, Response, of_json, of_text
from tests.upstream.state import State

MOST = 1_000
STATUSES = (
    *("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING"),
    *("COMPLETED", "SUSPENDED", "TERMINATED", "WITHDRAWN", "AVAILABLE", "NO_LONGER_AVAILABLE"),
    *("TEMPORARILY_NOT_AVAILABLE", "APPROVED_FOR_MARKETING", "WITHHELD", "UNKNOWN"),
)
PHASES = (["PHASE1"], ["PHASE1", "PHASE2"], ["PHASE2"], ["PHASE3"], ["NA"], ["EARLY_PHASE1"], None)
PLACES = ("title", "condition", "keyword", "intervention", "eligibility", "eligibility", "synonym")
STARTS = ("2012-02", "2019-05-14", "2024", "2026-11-01", "2028-01", None)
PAGING = ("pageToken", "pageSize", "countTotal")
KNOWN = {
    *("format", "markupFormat", "query.cond", "query.term", "query.titles", "query.intr"),
    *("filter.overallStatus", "filter.ids", "filter.advanced", "fields", "sort", *PAGING),
}
PIECES: Mapping[str, str] = {
    "NCTId": "identificationModule.nctId",
    "BriefTitle": "identificationModule.briefTitle",
    "OfficialTitle": "identificationModule.officialTitle",
    "OverallStatus": "statusModule.overallStatus",
    "StartDate": "statusModule.startDateStruct",
    "LastUpdatePostDate": "statusModule.lastUpdatePostDateStruct",
    "LeadSponsorName": "sponsorCollaboratorsModule.leadSponsor",
    "Condition": "conditionsModule.conditions",
    "Keyword": "conditionsModule.keywords",
    "Phase": "designModule.phases",
    "StudyType": "designModule.studyType",
    "EnrollmentCount": "designModule.enrollmentInfo",
    "InterventionName": "armsInterventionsModule.interventions",
    "InterventionOtherName": "armsInterventionsModule.interventions",
    "EligibilityCriteria": "eligibilityModule.eligibilityCriteria",
}
MOST_TERMS = 11  # of a query; the registry takes 11 to 13 of them at times, never 14
TOO_COMPLICATED = "Too complicated query"
ANSWERED_NAMES = ("python-requests/", "python-httpx")  # 403 for any other User-Agent
_QUOTED = re.compile(r'"([^"]*)"')


def answer(request: Request, state: State) -> Response:
    """Answer `studies` or `version`."""
    if request.path == "version":
        return of_json({"apiVersion": "2.0.5", "dataTimestamp": "2026-11-20T09:00:05"})
    fields = request.query
    if not any(name in request.headers.get("user-agent", "") for name in ANSWERED_NAMES):
        return of_text("<html><body>403 Forbidden</body></html>", 403, HTML)
    if request.path != "studies":
        return of_text("not found", 404)
    problem = _problem(fields)
    return of_text(problem, 400) if problem else _page(fields)


def _problem(fields: Mapping[str, str]) -> str | None:
    """Return what is wrong with a request, in the registry's words; None where nothing is."""
    statuses, names = _listed(fields, "filter.overallStatus"), _listed(fields, "fields")
    wrong = [f"Unknown parameter: {name}" for name in fields if name not in KNOWN]
    wrong += [
        f"Parameter `fields` contains invalid field name: `{name}`"
        for name in names
        if name not in PIECES
    ]
    wrong += [
        f"Invalid value in parameter `overallStatus`: `{name}`"
        for name in statuses
        if name not in STATUSES
    ]
    token = fields.get("pageToken", "again")
    if token != "again" and _start(token)[1] != _print(fields):
        wrong.append("Invalid value in parameter `pageToken`")
    if not _is_balanced(fields.get("query.term", "")):
        wrong.append("Error parsing query in `query.term`")
    if len(_QUOTED.findall(fields.get("query.term", ""))) > MOST_TERMS:
        wrong.append(TOO_COMPLICATED)
    return wrong[0] if wrong else None


def _is_balanced(term: str) -> bool:
    """Tell whether a query can be read: pairs are closed, and no phrase has signs of its own."""
    bare = _QUOTED.sub("", term)
    pairs = all(bare.count(a) == bare.count(b) for a, b in ("()", "[]"))
    phrases = _QUOTED.findall(term)
    return pairs and '"' not in bare and not any(c in p for p in phrases for c in "[]()\\")


def _page(fields: Mapping[str, str]) -> Response:
    """Return one page; the total with the first one only, and a token unless it is the last."""
    found = _matching(fields)
    size = min(int(fields.get("pageSize") or 10) or 10, MOST)
    token = fields.get("pageToken", "")
    start = 0 if token in ("", "again") else _start(token)[0]
    studies = [_cut(study, _listed(fields, "fields")) for study in found[start : start + size]]
    page: dict[str, Any] = {"studies": studies}
    if start == 0 and fields.get("countTotal") == "true":
        page["totalCount"] = len(found)
    if start + size < len(found):
        page["nextPageToken"] = _token(start + size, fields)
    return of_json(page)


def _matching(fields: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the studies of every known gene that a query names, whatever its case."""
    names = {name.upper() for name in _QUOTED.findall(fields.get("query.term", ""))}
    genes = [g for g in EVERY if names & {n.upper() for n in (g.symbol, *g.aliases)}]
    statuses = _listed(fields, "filter.overallStatus")
    studies = [study for gene in genes for study in studies_of(gene.symbol)]
    return [s for s in studies if not statuses or _status(s) in statuses]


def _status(study: Mapping[str, Any]) -> str:
    return str(study["protocolSection"]["statusModule"]["overallStatus"])


def _listed(fields: Mapping[str, str], name: str) -> list[str]:
    return [part for part in re.split(r"[|,]", fields.get(name, "")) if part]


def _print(fields: Mapping[str, str]) -> str:
    same = sorted((name, text) for name, text in fields.items() if name not in PAGING)
    return hashlib.sha256(repr(same).encode()).hexdigest()[:16]


def _token(start: int, fields: Mapping[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps([start, _print(fields)]).encode()).decode()


def _start(token: str) -> tuple[int, str]:
    try:
        start, print_ = json.loads(base64.urlsafe_b64decode(token))
    except ValueError:
        return 0, ""
    return int(start), str(print_)


def _cut(study: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """Return a study with the fields asked for; a module without any is not there."""
    if not names:
        return {**study, "hasResults": False}
    kept: dict[str, Any] = {}
    for name in names:
        module, _, field = PIECES[name].partition(".")
        value = study["protocolSection"].get(module, {}).get(field)
        if value is not None:
            kept.setdefault(module, {})[field] = value
    return {"protocolSection": kept}


@cache
def studies_of(symbol: str) -> tuple[dict[str, Any], ...]:
    """Return the made-up studies of a gene: each place of a mention in turn."""
    gene = BY_SYMBOL[symbol]
    return tuple(_study(symbol, gene.hgnc, place) for place in range(gene.trials))


def _study(symbol: str, hgnc: int, place: int) -> dict[str, Any]:
    chance = random.Random(f"study {symbol} {place}")
    where = PLACES[place % len(PLACES)]
    named = {name: symbol if where == name else "a gene" for name in PLACES}
    start, phases = chance.choice(STARTS), chance.choice(PHASES)
    design: dict[str, Any] = {"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 20}}
    dates = {} if start is None else {"startDateStruct": {"date": start}}
    updated = {"lastUpdatePostDateStruct": {"date": f"2026-{1 + place % 11:02}-15"}}
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT9{(hgnc * 2_000 + place) % 10**7:07}",
                "briefTitle": f"Made-up trial {place + 1} of {named['title']}",
                "officialTitle": "A made-up trial that was never registered",
            },
            "statusModule": {"overallStatus": STATUSES[place % len(STATUSES)], **dates, **updated},
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": "Made-up Sponsor", "class": "OTHER"}
            },
            "conditionsModule": {
                "conditions": [f"Made-up disease by {named['condition']}", "Lymphoma"],
                "keywords": ["made-up", named["keyword"]],
            },
            "designModule": design if phases is None else design | {"phases": phases},
            "armsInterventionsModule": {
                "interventions": [
                    {"type": "DRUG", "name": f"Made-up drug against {named['intervention']}"},
                    {"type": "DRUG", "name": "Placebo", "otherNames": ["made-up tablet"]},
                ]
            },
            "eligibilityModule": {
                "eligibilityCriteria": "Inclusion Criteria:\n\n* Made-up adults\n"
                f"* A pathogenic variant of {named['eligibility']}\n"
                + ("* Low stat3 in lower case\n" if where == "synonym" else "")
                + "* Consent\n" * 40
            },
        }
    }
