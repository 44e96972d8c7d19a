"""What pages say to machines, in the vocabulary of schema.org, as JSON-LD.

Only what the page shows and the publication knows is said. `graph()` is of nodes; a node is a
dictionary; addresses are whole and words plain. Nothing here asks the database for anything
that its page has not fetched.
"""
