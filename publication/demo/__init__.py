"""A believable first edition for an empty database. Everybody in it is invented."""
