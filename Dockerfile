# The server as an image: what `npm pack` makes, with the dependencies at the versions of the lock file, and nothing else.
# glibc, not musl: the engines of the tests run on it, and so do the builds of SQLite that come prebuilt.
FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
COPY .ci/no-scarf .ci/no-scarf
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack --silent --pack-destination /tmp

FROM node:22-bookworm-slim AS package
WORKDIR /opt/hostdouble
COPY package.json package-lock.json ./
COPY .ci/no-scarf .ci/no-scarf
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY --from=build /tmp/hostdouble-*.tgz /tmp/
RUN tar -xzf /tmp/hostdouble-*.tgz --strip-components=1 --no-same-owner && mkdir /data
COPY .deploy/healthy.mjs .deploy/healthy.mjs

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    HOSTDOUBLE_HOST=0.0.0.0
COPY --from=package /opt/hostdouble /opt/hostdouble
# Where `--state worlds.db`, a configuration and seeds are looked for; the only folder that the server may write to.
COPY --from=package --chown=1000:1000 /data /data
WORKDIR /data
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 4850
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 CMD ["node", "/opt/hostdouble/.deploy/healthy.mjs"]
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="hostdouble" \
      org.opencontainers.image.description="A test double for hosting clouds: VirtFusion, Infrahub (Hyperstack) and Virtuozzo (Jelastic) on one port" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENTRYPOINT ["node", "/opt/hostdouble/dist/lib/main.js"]
CMD ["serve"]
