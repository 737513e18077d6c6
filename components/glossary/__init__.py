"""The glossary: every term on screen, with a picture where one helps."""
