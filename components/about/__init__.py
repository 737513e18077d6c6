"""The page about the dashboard: version, licences, how to cite it."""
