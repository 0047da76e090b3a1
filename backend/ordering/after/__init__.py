"""What came of an order: how much of it arrived, when, at which price, and what became of changed lines."""
