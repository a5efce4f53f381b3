# The second way to run it; the first is ./run. Docker is asked for nothing that ./run does not do itself.
#   docker build -t dpa-manager .
#   docker run --rm --network host dpa-manager       the demonstration, on http://127.0.0.1:8000
# The network is the host's, because pages are served to the own computer only while nobody signs in.
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 LANG=C.UTF-8
WORKDIR /srv/dpa-manager

# Programs and packages come first: they change less often than the code, and their layer is kept.
COPY run requirements*.lock ./
RUN ./run setup && rm -rf /var/lib/apt/lists/* ~/.cache

COPY . .
RUN useradd --create-home manager && mkdir /srv/home && chown manager /srv/home
USER manager
ENV DPA_HOME=/srv/home
VOLUME /srv/home
EXPOSE 8000
HEALTHCHECK CMD .venv/bin/python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=5)"

ENTRYPOINT ["./run"]
