"""What becomes of an order after it was placed: approval, confirmation, shipment, receipt, cancellation."""
