"""A complete release as columns for the browser, which filters, draws and lists them by itself."""
