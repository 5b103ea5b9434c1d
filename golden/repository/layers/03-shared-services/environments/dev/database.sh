#!/bin/sh
# Makes the database and the role of one service, both called DATABASE_NAME, where they are missing. The role has no
# password: it logs in by IAM token. Run by the one-off task beside this file, as the master user, as often as one likes.
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=name="${DATABASE_NAME:?}" <<'SQL'
SET client_min_messages = error;
SELECT set_config('service.name', :'name', false) AS name \gset checked_

-- Nothing that a person or RDS made is taken for a service's.
DO $$
DECLARE
  service text := current_setting('service.name');
  holder  text;
BEGIN
  IF service !~ '^[a-z][a-z0-9_]{0,62}$' OR service ~ '^(pg|rds)_' THEN
    RAISE EXCEPTION '% is no name of a service''s database', service;
  END IF;
  SELECT rolname INTO holder FROM pg_roles WHERE rolname = service AND (rolname = current_user OR rolsuper OR rolcreaterole OR rolcreatedb);
  IF FOUND THEN
    RAISE EXCEPTION 'the role % administers databases: it is no service''s. Choose another database_name', service;
  END IF;
  SELECT pg_get_userbyid(datdba) INTO holder FROM pg_database WHERE datname = service AND pg_get_userbyid(datdba) <> service;
  IF FOUND THEN
    RAISE EXCEPTION 'the database % belongs to %: it is no service''s. Choose another database_name', service, holder;
  END IF;
END $$;

SELECT EXISTS (SELECT FROM pg_database WHERE datname = :'name') AS database,
       EXISTS (SELECT FROM pg_auth_members
               WHERE roleid = 'rds_iam'::regrole AND member = (SELECT oid FROM pg_roles WHERE rolname = :'name')) AS token \gset has_
\if :has_database
  \if :has_token
    \echo :name is there
    \quit
  \endif
\endif

SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec

-- A master that is a member of rds_iam, be it through the service's role, could log in with its password no more: it is a
-- member of that role only while that is none of rds_iam.
SELECT format('REVOKE rds_iam FROM %I', :'name') WHERE :'has_token'::boolean \gexec
SELECT format('GRANT %I TO CURRENT_USER', :'name') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name') WHERE NOT :'has_database'::boolean \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'name') \gexec
SELECT format('REVOKE %I FROM CURRENT_USER', :'name') \gexec
SELECT format('GRANT rds_iam TO %I', :'name') \gexec

-- While this connection is open the last step can be undone.
\set master `psql --no-psqlrc --quiet --command='SELECT 1' >/dev/null && echo on || echo off`
\if :master
  \echo :name is made
\else
  SELECT format('REVOKE rds_iam FROM %I', :'name') \gexec
  DO $$ BEGIN RAISE EXCEPTION 'the master user could not log in any more, so rds_iam was taken from the role again'; END $$;
\endif
SQL
