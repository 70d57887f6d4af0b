"""Files: plans and reports read from YAML and JSON, and written."""
