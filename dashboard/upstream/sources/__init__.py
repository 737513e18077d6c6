"""The live sources: one module an upstream service, `fetch_*` to ask and `parse_*` to read."""
