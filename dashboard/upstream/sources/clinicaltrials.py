"""ClinicalTrials.gov: the trials that mention a gene, and where they mention it (T53, T54).

The registry ignores case and adds synonyms; so each study it finds is read here again, and one
that names the gene nowhere is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import structlog

from dashboard.models import Gene, Trial
from dashboard.rules.gene_mentions import searched_names
from dashboard.rules.trials import start_is_planned
from dashboard.upstream.http.asking import Asking
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
PAGE_SIZE = 1_000  # the registry's own limit: most genes are one request

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

FIELDS = (*AREAS, "NCTId", "OverallStatus", "StartDate", "Phase", "LeadSponsorName")

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

    @property
    def ledger(self) -> tuple[str, ...]:
        """Return in sentences how the registry's count becomes the number of trials."""
        if self.announced is None or not (self.left_out or self.notes):
            return self.notes
        left_out = (
            f"{SOURCE} finds {self.announced:,} for the gene's names; {len(self.trials):,} name it "
            f"as it is written, {self.left_out:,} do not and are left out."
        )
        return (left_out, *self.notes)


def query_term(names: tuple[str, ...]) -> str:
    """Return the query for studies that have one of the names in one of the searched fields."""
    phrases = " OR ".join(quoted(name) for name in names)
    return "(" + " OR ".join(f"AREA[{area}]({phrases})" for area in AREAS) + ")"


def fetch_trials(http: Asking, gene: Gene) -> dict[str, Any]:
    """Return every study that the registry finds, all pages, at most 2,000, newest change first.

    Where each study names the gene is found here, and its eligibility text not kept: that is nine
    tenths of the answer.

    Raises:
        SourceError: The registry did not answer, or its pages repeat.
    """
    names = searched_names(gene)
    params = {
        "query.term": query_term(names),
        "fields": "|".join(FIELDS),
        "sort": "LastUpdatePostDate:desc",
        "countTotal": "true",
        "pageSize": str(PAGE_SIZE),
    }
    studies: dict[str, Any] = {}
    rows, total, page = 0, None, dict[str, Any]()
    for page in _pages(http, params, gene):
        total = total or whole(page.get("totalCount"))  # on the first page only
        rows += len(page["studies"])
        named = {key: study for study in page["studies"] if (key := nct_id(study))}
        fresh = {key: study for key, study in named.items() if key not in studies}
        if named and not fresh:
            raise unreadable(SOURCE, UPSTREAM, "the same page of studies came twice")
        studies |= {key: _short(study, names) for key, study in fresh.items()}
        if len(studies) >= MOST_ROWS:
            break
    _check(studies, rows, total)
    return {
        "query": params["query.term"],
        "names": list(names),
        "total": total,
        "rows": rows,
        "cut": string(page.get("nextPageToken")) is not None,
        "studies": list(studies.values()),
    }


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
    kept = tuple(trial for trial in read if trial is not None and trial.matched_in)
    nameless = len(payload["studies"]) - sum(trial is not None for trial in read)
    notes = tuple(_notes(payload, len(payload["studies"]), nameless))
    return TrialsFound(
        trials=kept,
        announced=whole(payload.get("total")),
        left_out=sum(trial is not None for trial in read) - len(kept),
        query=string(payload.get("query")) or "",
        names=strings(payload.get("names")),
        notes=notes,
    )


def _pages(http: Asking, params: Mapping[str, str], gene: Gene) -> Iterator[dict[str, Any]]:
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
    notes = []
    if payload.get("cut"):
        of = f" of {total:,}" if total is not None else ""
        notes.append(f"The {studies:,} studies changed last were read{of}.")
    elif total is not None and total != rows:
        notes.append(f"{SOURCE} announced {total:,} studies and sent {rows:,}.")
    if rows != studies:
        notes.append(f"{rows - studies:,} came twice or without a number.")
    if nameless:
        notes.append(f"{nameless:,} came without a number.")
    return notes
