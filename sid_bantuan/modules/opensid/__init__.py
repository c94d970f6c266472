"""OpenSID as a source: read and followed, never written."""
