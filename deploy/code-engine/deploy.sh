#!/usr/bin/env bash
# The bot on Code Engine: built from the source of this folder (without what .ceignore names), one instance that never sleeps
# and a second one while it is replaced or busy, its settings in a secret.
# Before: `ibmcloud login`, `ibmcloud target -r REGION -g GROUP`, and an .env file whose DATABASE_URL names an IBM Cloud
# Databases for PostgreSQL (docs/operations.md). Usage: deploy/code-engine/deploy.sh PROJECT [ENV_FILE]
set -euo pipefail
cd "$(dirname "$0")/../.."
project="${1:?name the Code Engine project}"
settings="${2:-.env}"

ibmcloud ce project select --name "$project"
if ibmcloud ce secret get --name ce-image-settings >/dev/null 2>&1; then
  ibmcloud ce secret update --name ce-image-settings --from-env-file "$settings"
else
  ibmcloud ce secret create --name ce-image-settings --from-env-file "$settings"
fi

options=(
  --name ce-image
  --build-source .
  --build-strategy dockerfile
  --env-from-secret ce-image-settings
  --port 3000
  --min-scale 1
  --max-scale 2
  --cpu 0.5
  --memory 1G
  --trusted-profiles-enabled=true
  --probe-live type=http --probe-live path=/health
  --probe-ready type=http --probe-ready path=/ready
)
if ibmcloud ce application get --name ce-image >/dev/null 2>&1; then
  ibmcloud ce application update "${options[@]}"
else
  ibmcloud ce application create "${options[@]}"
fi
ibmcloud ce application get --name ce-image --output url
