"""Aid: programs and their rules as data, quotas, proposals, recipients, disbursement, and the national list."""
