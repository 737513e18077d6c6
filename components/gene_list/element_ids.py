"""Ids of the list view: its stores, what callbacks fill, what scripts listen to."""

RESULTS = "list-results"
GIVEN = "list-given"  # what was pasted or uploaded; `assets/list/given.mjs` sets it
READ = "list-read"  # what the server read in it
REQUEST = "list-asked"  # the list that the address stands for
ROWS = "list-rows"  # rows and lines of the answer, for both tables

MESSAGE = "list-message"
COLUMNS = "list-columns"
RECENT = "list-recent"
COUNTS = "list-counts"
SWITCHES = "list-switches"
CHOICES = "list-choices"
TESTS = "list-tests"
GRAPH = "list-distribution"
LEGEND = "list-legend"
TABLE = "list-bins"
METHODS = "list-methods-text"
SOURCE = "list-source"
RANKED_SOURCE = "list-ranked-source"
LINES_SOURCE = "list-lines-source"

RANKED = "list-ranked"
LINES = "list-lines"

# Fields of the address that the list depends on; `by` has the metrics that chose it, `rows` says
# which rows of a table it was made of.
SETTLES = ("genes", "set", "release", "flagged", "by", "rows")
WITHOUT_FLAGGED = "no"  # value of `flagged`
