"""The laboratory: calls between homes behind every kind of NAT, and what they survive (docs/laboratory.md)."""
