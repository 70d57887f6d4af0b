"""What the columns cost, beside the same work written by hand: `python -m benchmarks.columns.run`."""
