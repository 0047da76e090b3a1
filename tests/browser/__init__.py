"""Journeys: people at phones in front of the real product."""
