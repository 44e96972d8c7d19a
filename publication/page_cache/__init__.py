"""Public pages are kept in memory, in front of Django, and are never stale.

A page that a visitor without a session asks for is the same for every visitor. So a worker keeps
the response to the first request, and sends it to the next visitors for as long as it holds:

- The database has a revision number (revision.py). Triggers move the number with every change of
  a row that readers can see, however the change is made. A response holds while the number is
  the one that was read before the page was made.
- The clock changes pages too: a scheduled interview appears. A response expires at the next such
  moment (cache.py).

cache.py decides what is kept, response.py compresses and sends it, headers.py tells browsers and
CDNs how long they may keep a page.
"""
