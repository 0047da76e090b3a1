"""What is settled for the whole company: its regions and stores, when they work, and on which days not."""
