"""`python -m publicservice` is the command line."""

import sys

from publicservice.cli import main

sys.exit(main())
