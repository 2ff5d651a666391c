# Two stages: compile with the development tools, run without them, as a user who is not root. The playground, a
# workspace of its own, is in neither.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --workspaces=false --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npx tsc -p tsconfig.build.json && node dist/store/embedded/new-database.js \
  && npm prune --omit=dev --workspaces=false --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN install -d -o node data
USER node
EXPOSE 3000
CMD ["node", "dist/main.js"]
