"""The things the dashboard speaks of, as frozen dataclasses.

Every class serialises to the JSON shape that `docs/architecture.md` names, field by field.
None always means "not known" or "not estimable", never zero.
"""

from dashboard.models.answers import (
    Answer,
    Coverage,
    GeneAnswers,
    Problem,
    Provenance,
    State,
    Wait,
    failures,
)
from dashboard.models.constraint import Constraint, ConstraintRow, OtherRelease, Rank
from dashboard.models.evidence import (
    Curation,
    Dosage,
    DosageScore,
    Essentiality,
    G2PRecord,
    GeneAbout,
    Phenotype,
    Publication,
    PublicationCount,
    Score,
    Submission,
    Trial,
)
from dashboard.models.gene import Gene, GeneHit, ResolvedFrom
from dashboard.models.gene_list import (
    AS_GIVEN,
    IDS,
    Bins,
    GeneList,
    LeftOut,
    ListLine,
    ListOrigin,
    ListTests,
    Share,
)
from dashboard.models.genome_wide import GenomeWide
from dashboard.models.origin import MissingTable, SourceFacts, TableFacts
from dashboard.models.protein import (
    Domain,
    Features,
    Region,
    RegionalConstraint,
    Variant,
    VariantSet,
)

__all__ = [
    "AS_GIVEN",
    "IDS",
    "Answer",
    "Bins",
    "Constraint",
    "ConstraintRow",
    "Coverage",
    "Curation",
    "Domain",
    "Dosage",
    "DosageScore",
    "Essentiality",
    "Features",
    "G2PRecord",
    "Gene",
    "GeneAbout",
    "GeneAnswers",
    "GeneHit",
    "GeneList",
    "GenomeWide",
    "LeftOut",
    "ListLine",
    "ListOrigin",
    "ListTests",
    "MissingTable",
    "OtherRelease",
    "Phenotype",
    "Problem",
    "Provenance",
    "Publication",
    "PublicationCount",
    "Rank",
    "Region",
    "RegionalConstraint",
    "ResolvedFrom",
    "Score",
    "Share",
    "SourceFacts",
    "State",
    "Submission",
    "TableFacts",
    "Trial",
    "Variant",
    "VariantSet",
    "Wait",
    "failures",
]
