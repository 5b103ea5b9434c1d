import { readFileSync } from "node:fs";
import { Signer } from "@aws-sdk/rds-signer";
import pg from "pg";
import { choice, integer, required } from "./config.js";

// As libpq names them. `require` encrypts without looking at the certificate.
const TLS = {
  "verify-full": (env) => ({ ca: readFileSync(env.DATABASE_SSLROOTCERT || "rds-ca.pem", "utf8") }),
  require: () => ({ rejectUnauthorized: false }),
  disable: () => false,
};

/** A pool of connections: `await clients.database.query("SELECT $1::int", [1])`. */
export function openDatabase(env, log) {
  if (!env.DATABASE_HOST) {
    return { checks: { database: undefined } };
  }
  const server = {
    host: env.DATABASE_HOST,
    port: integer(env, "DATABASE_PORT", 5432, 1, 65535),
    user: required(env, "DATABASE_USER"),
  };
  const pool = new pg.Pool({
    ...server,
    // Asked for whenever a connection is made.
    password: env.DATABASE_PASSWORD || tokens(server),
    database: required(env, "DATABASE_NAME"),
    ssl: TLS[choice(env, "DATABASE_SSLMODE", Object.keys(TLS), "verify-full")](env),
    max: 10,
    maxLifetimeSeconds: 3600,
    idleTimeoutMillis: 300_000,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    query_timeout: 35_000, // for a server that does not answer at all
    keepAlive: true,
  });
  // An idle connection was lost; without a listener that would end the process.
  pool.on("error", (error) => log.warn({ err: error }, "a database connection was lost"));
  return {
    client: pool,
    checks: { database: () => pool.query("SELECT 1") },
    close: () => pool.end(),
  };
}

// A password that the process's IAM role signs. RDS takes it for 15 minutes, so none is kept.
function tokens({ host, port, user }) {
  return () => new Signer({ hostname: host, port, username: user }).getAuthToken();
}
