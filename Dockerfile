# Koda in a container. Targets: `koda` (the default) and `animation` (with what renders animations),
# `volume` (for platforms whose volumes belong to root).
#   docker build -t koda .
#   docker run -p 3000:3000 -v koda:/data --read-only --tmpfs /tmp koda
ARG BASE=docker.io/library/python:3.13-slim-trixie

FROM ${BASE} AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/koda UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy \
    UV_PYTHON_PREFERENCE=only-system
WORKDIR /src
RUN python3 -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir "uv>=0.9"
# The packages first: they change less often than Koda does.
COPY pyproject.toml uv.lock ./
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-install-project --extra postgres --extra otel --extra docker --extra e2b
COPY README.md LICENSE hatch_build.py ./
COPY web web
COPY koda koda
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-editable --extra postgres --extra otel --extra docker --extra e2b

FROM ${BASE} AS koda
RUN groupadd --gid 10001 koda \
    && useradd --uid 10001 --gid koda --no-create-home --home-dir /data --shell /usr/sbin/nologin koda \
    && install -d -o koda -g koda -m 700 /data
COPY --from=build /opt/koda /opt/koda
COPY --chmod=755 deploy/entrypoint /usr/local/bin/koda-entrypoint
ENV PATH=/opt/koda/bin:$PATH HOME=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    KODA_HOST=0.0.0.0 PORT=3000 KODA_DATA=/data
WORKDIR /data
VOLUME /data
EXPOSE 3000
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 CMD ["koda", "health"]
ENTRYPOINT ["koda-entrypoint"]
# Without KODA_PASSWORD a password is made at the first start, kept in the volume, and said in the log.
CMD ["serve", "--no-open", "--make-password"]

FROM build AS build-animation
RUN /opt/uv/bin/uv sync --frozen --no-dev --no-editable \
      --extra postgres --extra otel --extra docker --extra e2b --extra animation

FROM koda AS animation
USER root
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap libseccomp2 chromium-headless-shell \
       libegl1 libgl1 libgl1-mesa-dri fonts-liberation fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build-animation /opt/koda /opt/koda
USER 10001:10001

# Where volumes belong to root (Fly.io), the entry point needs root for a moment.
FROM koda AS volume
# hadolint ignore=DL3002
USER root

# What is built when no target is named.
FROM koda
