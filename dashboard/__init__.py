"""Gene Constraint Dashboard: data, rules and service. No layout and no callbacks live here."""

__version__ = "0.1.0"
