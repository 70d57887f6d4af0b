"""The verbs: pure functions of figures and nouns, each with one written definition."""
