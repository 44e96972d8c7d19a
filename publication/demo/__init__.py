"""The demo publication for an empty database. All people in it are invented."""
