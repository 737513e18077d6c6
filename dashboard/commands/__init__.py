"""The commands of `python -m dashboard`: one module each, with `add` and what it runs."""
