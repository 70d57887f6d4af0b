"""
How the properties are searched: anew on each run by hand, always the same way in `make test`, long for a proof.

A long search looks at twenty times as many examples: `pytest tests/test_laws_goals.py --hypothesis-profile=proof`.
`make mutants` runs thousands of times, each time with the same few.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=60)
settings.register_profile("proof", deadline=None, max_examples=2000, print_blob=True)
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow],  # it runs behind whatever else the machine does
)
settings.load_profile("dev")
