"""How gunicorn serves the site; what differs between machines it reads itself: PORT (outside
`make run`, which binds to 127.0.0.1), WEB_CONCURRENCY (workers) and GUNICORN_CMD_ARGS.
"""

wsgi_app = "publication.wsgi"

# A slow reader holds a thread and not a whole worker; waiting connections hold neither.
worker_class = "gthread"
threads = 4

# Longer than a proxy in front keeps its connections (deploy/Caddyfile), or it may send a
# request into one that is just being closed.
keepalive = 60  # seconds

# Gunicorn would put a socket to steer it by into somebody's home; systemd and containers do that.
control_socket_disable = True
