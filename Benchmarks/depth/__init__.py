"""Stereo pairs with exact truth, and what judges disparities, ranges and their errors with them."""
