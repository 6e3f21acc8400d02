"""The pages, one module for each kind: a visit in, a reply out."""
