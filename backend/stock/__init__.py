"""What a store holds, as a ledger."""
