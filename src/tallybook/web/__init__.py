"""The web site: pages over the same answers. No number is computed here or in the browser."""
