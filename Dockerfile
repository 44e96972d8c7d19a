# One image for one machine or many; the settings come from the environment.

# All tests pass on Python 3.11, and most of them were run on 3.13.
FROM python:3.13-slim AS libraries
COPY requirements/site.txt /site.txt
RUN python -m venv /libraries \
    && /libraries/bin/pip install --no-cache-dir --require-hashes -r /site.txt

FROM python:3.13-slim
ENV PATH=/libraries/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PUBLICATION_VAR=/var/publication \
    PORT=8000 \
    WEB_CONCURRENCY=2 \
    GUNICORN_CMD_ARGS="--worker-tmp-dir /dev/shm"
# Typefaces of share images for Arabic, Chinese, Hindi and other scripts, and FriBidi for their letters.
# postgresql-client is needed for backups.
RUN apt-get update && apt-get install --yes --no-install-recommends \
        fonts-noto-cjk fonts-noto-core libfribidi0 postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home publication \
    && install --directory --owner publication /var/publication /var/publication/media
COPY --from=libraries /libraries /libraries
WORKDIR /site
COPY . .
# The site does not start without these two settings; collectstatic uses neither.
RUN DJANGO_SECRET_KEY=none DJANGO_ALLOWED_HOSTS=none python manage.py collectstatic --no-input \
    && python -m compileall -q publication comments interviews
USER publication
EXPOSE 8000
HEALTHCHECK --start-period=20s --interval=10s --timeout=5s CMD ["python", "deploy/healthy.py"]
CMD ["gunicorn", "--config", "publication/gunicorn.py"]
