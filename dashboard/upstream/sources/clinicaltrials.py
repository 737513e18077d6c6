"""ClinicalTrials.gov: the trials that mention a gene, and where they mention it (T53, T54).

The registry ignores case and adds synonyms; so each study it finds is read here again, and one
that names the gene nowhere is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import structlog

from dashboard.errors import SourceRefused
from dashboard.models import Gene, Trial
from dashboard.rules.gene_mentions import searched_names
from dashboard.rules.trials import start_is_planned
from dashboard.upstream.http.protocol import HttpClient
from dashboard.upstream.sources.json_readers import (
    inner,
    mapping,
    mappings,
    plain,
    string,
    strings,
    unreadable,
    whole,
)
from dashboard.upstream.sources.mentions import quoted
from dashboard.upstream.sources.studies import matched_in, nct_id, title_of, wanted

SOURCE = "ClinicalTrials.gov"
UPSTREAM = "clinicaltrials"
STUDY_URL = "https://clinicaltrials.gov/study/"
MOST_ROWS = 2_000
MOST_PAGES = 10  # empty pages are legal; endless ones are not
PAGE_SIZE = 1_000  # the registry's own limit
MOST_TERMS = 10  # in one question: it refuses some of 11, and 14, as "Too complicated query"
FEWEST_TERMS = 2  # in each question where even the symbol alone was refused
TOO_COMPLICATED = "too complicated"

AREAS = (
    "BriefTitle",
    "OfficialTitle",
    "Condition",
    "Keyword",
    "InterventionName",
    "InterventionOtherName",
    "EligibilityCriteria",
)
_NCT = re.compile(r"NCT[0-9]{8}")

FIELDS = (
    *AREAS,
    *("NCTId", "OverallStatus", "StartDate", "Phase", "LeadSponsorName", "LastUpdatePostDate"),
)
PARAMS: Mapping[str, str] = {
    "fields": "|".join(FIELDS),
    "sort": "LastUpdatePostDate:desc",
    "countTotal": "true",
    "pageSize": str(PAGE_SIZE),
}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class TrialsFound:
    """The trials of a gene, and what explains their number.

    announced = len(trials) + left_out, unless `notes` says why not.
    """

    trials: tuple[Trial, ...]
    announced: int | None  # what the registry counts for the query
    left_out: int  # studies found that name the gene in none of the fields, as it is written
    query: str
    names: tuple[str, ...]
    notes: tuple[str, ...] = ()
    questions: int = 1  # in how many parts the registry was asked

    @property
    def ledger(self) -> tuple[str, ...]:
        """Return in sentences how the registry's count becomes the number of trials."""
        if self.announced is None or not (self.left_out or self.notes):
            return self.notes
        parts = f" in {self.questions} questions, each once" if self.questions > 1 else ""
        left_out = (
            f"{SOURCE} finds {self.announced:,} for the gene's names{parts}; {len(self.trials):,} "
            f"name it as it is written, {self.left_out:,} do not and are left out."
        )
        return (left_out, *self.notes)


def query_terms(names: Sequence[str], most: int = MOST_TERMS) -> tuple[str, ...]:
    """Return the queries that together find every study with a name in a searched field.

    Each has so many terms at most: a name in a field is one. The registry refuses longer ones.
    """
    pairs = [(area, name) for area in AREAS for name in names]
    return tuple(_query(pairs[start : start + most]) for start in range(0, len(pairs), most))


def _query(pairs: Sequence[tuple[str, str]]) -> str:
    by_area: dict[str, list[str]] = {}
    for area, name in pairs:
        by_area.setdefault(area, []).append(quoted(name))
    return "(" + " OR ".join(f"AREA[{a}]({' OR '.join(n)})" for a, n in by_area.items()) + ")"


def fetch_trials(http: HttpClient, gene: Gene) -> dict[str, Any]:
    """Return every study that the registry finds, all pages, at most 2,000, newest change first.

    Where each study names the gene is found here, and its eligibility text not kept: that is nine
    tenths of the answer. The registry is asked in as many questions as it needs to take them all;
    where it finds even those too complicated, the symbol is asked for alone, and then in parts.

    Raises:
        SourceError: The registry did not answer, or its pages repeat.
    """
    names = searched_names(gene)
    symbol = names[:1]
    usual = (names, MOST_TERMS)
    simpler = [(symbol, len(AREAS))] if len(names) > 1 else []
    ways = [usual, *simpler, (symbol, FEWEST_TERMS)]
    while True:
        queried, most = ways.pop(0)
        try:
            return _fetched(http, gene, names, queried, query_terms(queried, most))
        except SourceRefused as refused:
            if TOO_COMPLICATED not in refused.detail.lower() or not ways:
                raise
            log.info("query_too_complicated", source=SOURCE, names=len(queried), terms=most)


def _fetched(
    http: HttpClient,
    gene: Gene,
    names: tuple[str, ...],
    queried: tuple[str, ...],
    terms: Sequence[str],
) -> dict[str, Any]:
    """Return the studies of all these queries together, each once, newest change first."""
    studies: dict[str, Any] = {}
    rows, totals, repeated, page = 0, list[int | None](), 0, dict[str, Any]()
    for term in terms:
        totals.append(None)
        own = set[str]()
        for page in _pages(http, {**PARAMS, "query.term": term}, gene):
            totals[-1] = totals[-1] or whole(page.get("totalCount"))  # on the first page only
            rows += len(page["studies"])
            named = {key: study for study in page["studies"] if (key := nct_id(study))}
            if named and own >= named.keys():
                raise unreadable(SOURCE, UPSTREAM, "the same page of studies came twice")
            fresh = {key: study for key, study in named.items() if key not in studies}
            repeated += len(named.keys() - own) - len(fresh)
            own |= named.keys()
            studies |= {key: _short(study, names) for key, study in fresh.items()}
            if len(studies) >= MOST_ROWS:
                break
        if len(studies) >= MOST_ROWS:
            break
    known = [total for total in totals if total is not None]
    total = sum(known) if len(known) == len(totals) else None
    _check(studies, rows, total)
    return {
        "query": " OR ".join(terms),
        "names": list(names),
        "left_names": [name for name in names if name not in queried],
        "questions": len(terms),
        "total": total,
        "rows": rows,
        "repeated": repeated,
        "cut": string(page.get("nextPageToken")) is not None or len(totals) < len(terms),
        "studies": _newest_first(studies) if len(terms) > 1 else list(studies.values()),
    }


def _newest_first(studies: Mapping[str, Any]) -> list[Any]:
    """Return studies by the day of their last change; those without one come last."""

    def day(study: Any) -> str:
        update = inner(study, "protocolSection", "statusModule", "lastUpdatePostDateStruct")
        return string(mapping(update).get("date")) or ""

    return sorted(studies.values(), key=day, reverse=True)


def parse_trials(payload: Any, today: date | None = None) -> TrialsFound:
    """Return the trials that name the gene, in the order of the answer.

    Raises:
        SourceUnreadable: The payload is not one of `fetch_trials`.
    """
    if not isinstance(inner(payload, "studies"), list):
        raise unreadable(SOURCE, UPSTREAM, "there is no list of studies in it")
    day = (today or datetime.now(UTC).date()).isoformat()
    read = [_trial(study, day) for study in mappings(payload["studies"])]
    if (payload["studies"] or whole(payload.get("total"))) and not any(read):
        raise unreadable(SOURCE, UPSTREAM, "none of its studies has a number, or none came")
    matching = tuple(trial for trial in read if trial is not None and trial.matched_in)
    nameless = len(payload["studies"]) - sum(trial is not None for trial in read)
    notes = tuple(_notes(payload, len(payload["studies"]), nameless))
    return TrialsFound(
        trials=matching,
        announced=_announced(payload),
        left_out=sum(trial is not None for trial in read) - len(matching),
        query=string(payload.get("query")) or "",
        names=strings(payload.get("names")),
        notes=notes,
        questions=whole(payload.get("questions")) or 1,
    )


def _announced(payload: Mapping[str, Any]) -> int | None:
    """Return how many studies there are by the registry's counts; None where it cannot be told.

    What several questions found counts once.
    """
    total, several = whole(payload.get("total")), (whole(payload.get("questions")) or 1) > 1
    if total is None or (several and payload.get("cut")):
        return None
    return total - (whole(payload.get("repeated")) or 0)


def _pages(http: HttpClient, params: Mapping[str, str], gene: Gene) -> Iterator[dict[str, Any]]:
    """Yield page after page; each has a list of studies, which may be empty.

    Raises:
        SourceError: A page did not come, or the pages have no end.
    """
    tokens = [""]
    while len(tokens) <= MOST_PAGES:
        token = {"pageToken": tokens[-1]} if tokens[-1] else {}
        page = http.json(UPSTREAM, "studies", params={**params, **token}, gene=gene.symbol)
        if not isinstance(page, dict) or not isinstance(page.get("studies"), list):
            raise unreadable(SOURCE, UPSTREAM, "there is no list of studies in it")
        yield page
        following = string(page.get("nextPageToken"))
        if following is None:
            return
        if following in tokens:
            break
        tokens.append(following)
    raise unreadable(SOURCE, UPSTREAM, "its pages of studies go round in a circle")


def _check(studies: Mapping[str, Any], rows: int, total: int | None) -> None:
    """Refuse an answer that would pass for "no trial" and is none (T60).

    Raises:
        SourceUnreadable: Studies were announced and none came, or none has a number, or none has
            a title or anything else that names the gene.
    """
    if (rows or total) and not any(title_of(s) or s["matchedIn"] for s in studies.values()):
        raise unreadable(SOURCE, UPSTREAM, "its studies have no numbers or titles, or did not come")


def _short(study: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Return a study without its eligibility text, with the places where it names the gene."""
    protocol = dict(mapping(study.get("protocolSection")))
    protocol.pop("eligibilityModule", None)
    return {
        "protocolSection": protocol,
        "matchedIn": matched_in(study, names),
        "wanted": wanted(study, names),
    }


def _trial(study: Mapping[str, Any], today: str) -> Trial | None:
    """Return a study as a trial; None where it has no NCT number."""
    number = nct_id(study)
    if number is None:
        log.warning("trial_without_number", source=SOURCE)
        return None
    protocol = mapping(study.get("protocolSection"))
    arms = mappings(inner(protocol, "armsInterventionsModule", "interventions"))
    status = _line(inner(protocol, "statusModule", "overallStatus"))
    start = _line(inner(protocol, "statusModule", "startDateStruct", "date"))
    return Trial(
        nct_id=plain(number),
        title=title_of(study) or "Title not available",
        status=status,
        phases=_lines(inner(protocol, "designModule", "phases")),
        conditions=_lines(inner(protocol, "conditionsModule", "conditions")),
        interventions=_lines([arm.get("name") for arm in arms]),
        sponsor=_line(inner(protocol, "sponsorCollaboratorsModule", "leadSponsor", "name")),
        start=start,
        start_planned=start_is_planned(start, status, today),
        matched_in=strings(study.get("matchedIn")),
        url=f"{STUDY_URL}{number}" if _NCT.fullmatch(number) else None,
        wanted=strings(study.get("wanted")),
    )


def _line(value: Any) -> str | None:
    return plain(value) or None


def _lines(value: Any) -> tuple[str, ...]:
    return tuple(text for item in strings(value) if (text := plain(item)))


def _notes(payload: Mapping[str, Any], studies: int, nameless: int) -> list[str]:
    """Say in sentences what stands between the registry's count and the rows."""
    total, rows = whole(payload.get("total")), whole(payload.get("rows")) or studies
    repeated = whole(payload.get("repeated")) or 0
    several = (whole(payload.get("questions")) or 1) > 1
    notes = []
    if left := strings(payload.get("left_names")):
        notes.append(
            f"{SOURCE} found the question too complicated and was asked for the symbol alone, not "
            f"for {', '.join(left)}."
        )
    if payload.get("cut") and several:
        notes.append(f"{studies:,} studies were read; how many more there are is not known.")
    elif payload.get("cut"):
        of = f" of {total:,}" if total is not None else ""
        notes.append(f"The {studies:,} studies changed last were read{of}.")
    elif total is not None and total != rows:
        notes.append(f"{SOURCE} announced {total:,} studies and sent {rows:,}.")
    if rows - repeated != studies:
        notes.append(f"{rows - repeated - studies:,} came twice or without a number.")
    if nameless:
        notes.append(f"{nameless:,} came without a number.")
    return notes
