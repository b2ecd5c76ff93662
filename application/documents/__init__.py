"""Sealed documents: free text, kept outside the log, of which the log has a salted hash (docs/documents.md).

text.py       a text on its way in
sealing.py    text and secret to sealed bytes, and back
keys.py       where the secrets are: one a document, never in the database
directory.py  that place as a directory of files
vault.py      keeps sealed texts beside the events that tell of them, opens and erases them
openings.py   who opened which, recorded before anything is told
"""
