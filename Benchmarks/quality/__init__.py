"""Rendered pictures with exact truth, and what judges the debayer methods with them."""
