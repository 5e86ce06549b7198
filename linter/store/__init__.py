"""What is kept: snapshots, runs, outcomes."""
