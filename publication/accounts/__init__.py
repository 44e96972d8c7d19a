"""The people at the desk: groups, the rights of each, and the forms that give them."""
