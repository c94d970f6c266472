"""Aid: programs and rules as data, quotas, proposals, recipients, lists of agencies, disbursement, rounds, outcome."""
