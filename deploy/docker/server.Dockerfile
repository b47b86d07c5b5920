# The WatchingCat server: OTLP in, embedded store, REST API; without the pages, which Grafana shows. Built from the checkout's root.
# Debian and not Alpine: the embedded ClickHouse needs glibc.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/server/package.json packages/server/
COPY packages/model/package.json packages/model/
COPY packages/analysis/package.json packages/analysis/
COPY packages/sources/package.json packages/sources/
# Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms (scripts/bootstrap.mjs).
RUN npm install --no-save --ignore-scripts --omit=dev --workspace=@watchingcat/server --no-audit --no-fund && npm cache clean --force
COPY packages/server/bin packages/server/bin
COPY packages/server/src packages/server/src
COPY packages/model/src packages/model/src
COPY packages/analysis/src packages/analysis/src
COPY packages/sources/src packages/sources/src
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "packages/server/bin/watchingcat.mjs", "serve", "--no-shell"]
