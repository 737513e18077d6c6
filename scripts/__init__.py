"""Programs that a person runs by hand, and the browser they drive."""
