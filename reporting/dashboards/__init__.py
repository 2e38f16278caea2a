"""What a partner sees of its perimeter: published tables and nothing else."""
