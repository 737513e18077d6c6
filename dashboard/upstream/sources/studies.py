"""One study of ClinicalTrials.gov: its number, its title, and where it names a gene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.rules.trials import matched_places, wanted_states
from dashboard.upstream.sources.clean_text import clean_title
from dashboard.upstream.sources.json_readers import inner, mapping, mappings, string, strings


def nct_id(study: Any) -> str | None:
    """Return a study's number as it came, None where it has none."""
    return string(inner(study, "protocolSection", "identificationModule", "nctId"))


def title_of(study: Mapping[str, Any]) -> str | None:
    """Return the brief title as it can be shown, else the official one, else None."""
    titles = mapping(inner(study, "protocolSection", "identificationModule"))
    return clean_title(titles.get("briefTitle")) or clean_title(titles.get("officialTitle"))


def matched_in(study: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return where a study names the gene, best place first; empty: in none of the fields."""
    return matched_places(_texts(study), names)


def wanted(study: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return in which states a study wants the gene: "wild type", "negative", "excluded"."""
    return wanted_states(_texts(study), names)


def _texts(study: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the searched texts by place, best place first."""
    protocol = mapping(study.get("protocolSection"))
    titles = mapping(protocol.get("identificationModule"))
    conditions = mapping(protocol.get("conditionsModule"))
    interventions = mappings(inner(protocol, "armsInterventionsModule", "interventions"))
    return {
        "title": (*strings(titles.get("briefTitle")), *strings(titles.get("officialTitle"))),
        "condition": strings(conditions.get("conditions")),
        "keyword": strings(conditions.get("keywords")),
        "intervention": [
            text
            for one in interventions
            for text in (*strings(one.get("name")), *strings(one.get("otherNames")))
        ],
        "eligibility": strings(inner(protocol, "eligibilityModule", "eligibilityCriteria")),
    }
