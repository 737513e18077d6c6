"""The pinned packages counted without the program's code; `make counts` runs these."""
