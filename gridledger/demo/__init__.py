"""The reference county: real places, published proportions, synthetic people, and a year of their life."""
