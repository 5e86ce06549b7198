"""Near-duplicates: which text stands where else."""
