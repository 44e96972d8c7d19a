"""The readers' page of an interview before readers see it: for editors, and by preview links."""
