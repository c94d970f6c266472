"""Letters: from a request to a signed, numbered PDF that anybody can check."""
