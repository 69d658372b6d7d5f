"""What a run is made of: its models, what it takes from earlier runs, and where its files go."""
