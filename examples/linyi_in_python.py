"""
A part of Linyi's plan of 2022, written in Python instead of YAML, and asked a few questions.

Run it with `python examples/linyi_in_python.py`. The whole plan is in `examples/plans/linyi-2022.yaml`.
"""

import publicservice as ps
from publicservice import (
    Commitment,
    Plan,
    Programme,
    Source,
    Target,
    at_least,
    each_of,
    keep,
    more_than,
    raise_to,
    reach,
)

plan = Plan(
    "A part of Linyi's action plan for 2022",
    place="Linyi, Shandong, CN",
    period=2022,
    source=Source("Top Ten Innovation, part six", publisher="On Linyi", published="2022-08-09"),
    declares={"programmes": 3},
    programmes=[
        Programme(
            "Residents' employment and income",
            targets=[
                Target(
                    "public-welfare positions created",
                    reach("47,300 positions"),
                    parts=[Target("rural", reach("42,000 positions")), Target("urban", reach("5,300 positions"))],
                ),
                Target("guaranteed start-up loans issued", more_than("2.2 billion CNY")),
            ],
        ),
        Programme(
            "Protection of key groups",
            targets=[
                Target(
                    "subsidy for self-employed veterans",
                    raise_to("5,000 CNY/person/year"),
                    baseline="4,500 CNY/person/year",
                ),
            ],
            commitments=[Commitment("build a service platform for disabled people")],
        ),
        Programme(
            "Living conditions in town",
            targets=[
                Target("inclusive kindergarten coverage", keep(at_least("85 %"))),
                Target(
                    "parks in districts", each_of(5, "district", at_least("1 park")), note="each of at least 100 mu"
                ),
            ],
        ),
    ],
)

print(plan)
print()
print(ps.check(plan))
print()

subsidy = plan.find("subsidy").goal
print("4,800 yuan a year:", subsidy.accepts("4,800 CNY/person/year"))
print("5 parks:", plan.find("parks in districts").goal.accepts("5 parks"))
print("coverage printed as 85 %:", plan.find("kindergarten").goal.accepts("85 %"))
