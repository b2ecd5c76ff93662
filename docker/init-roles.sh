#!/usr/bin/env bash
# Runs once, when the database is made: the three roles with their passwords, and the database of the owner.
# The migrations grant the rights; they leave roles alone that exist.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
    --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set projector="$PROJECTOR_PASSWORD" <<'SQL'
CREATE ROLE gridledger_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE ROLE gridledger_app LOGIN PASSWORD :'app';
CREATE ROLE gridledger_projector LOGIN PASSWORD :'projector';
CREATE DATABASE gridledger OWNER gridledger_owner;
SQL
