"""The same answers over HTTP: which book is served, replies and their cache, the API."""
