"""The whole road on one machine: a kabupaten, a kecamatan and three villages with generated people."""
