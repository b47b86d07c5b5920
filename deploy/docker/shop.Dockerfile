# The demo shop: five services in one container, as `npm run demo -- start` runs them. Built from the checkout's root.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY demo/package.json demo/
# Not `npm ci`: it refuses a lockfile that lacks optional packages of other platforms (scripts/bootstrap.mjs).
RUN npm install --no-save --ignore-scripts --omit=dev --workspace=@watchingcat/demo --no-audit --no-fund && npm cache clean --force
COPY demo/src demo/src
RUN mkdir /data && chown node:node /data
USER node
CMD ["node", "demo/src/main.ts", "start"]
