import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import pg from "pg";
import { choice, integer, required } from "./config.js";

// As libpq names them. `require` encrypts without looking at the certificate; for `verify-full`
// give Node the authority's certificates by NODE_EXTRA_CA_CERTS.
const TLS = { disable: false, require: { rejectUnauthorized: false }, "verify-full": true };

/** A pool of connections: `await clients.database.query("SELECT $1::int", [1])`. */
export function openDatabase(env, log) {
  if (!env.DATABASE_HOST) {
    return { checks: { database: undefined } };
  }
  const login = env.DATABASE_SECRET_ARN ? secretReader(env.DATABASE_SECRET_ARN) : localLogin(env);
  const pool = new pg.Pool({
    Client: clientWith(login),
    host: env.DATABASE_HOST,
    port: integer(env, "DATABASE_PORT", 5432, 1, 65535),
    database: required(env, "DATABASE_NAME"),
    ssl: TLS[choice(env, "DATABASE_SSLMODE", Object.keys(TLS), "require")],
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

/** Clients that ask for user and password whenever they connect. */
function clientWith(login) {
  return class extends pg.Client {
    connect(callback) {
      login().then(({ username, password }) => {
        this.user = this.connectionParameters.user = username;
        this.password = password;
        super.connect(callback);
      }, callback);
    }
  };
}

// RDS rotates the password at any time, so what was read once is never kept.
function secretReader(arn) {
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 2000, throwOnRequestTimeout: true },
  });
  return async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    try {
      return JSON.parse(SecretString);
    } catch {
      // The parser's message would quote the secret.
      throw new Error(`the secret ${arn} is not JSON`);
    }
  };
}

function localLogin(env) {
  const login = { username: required(env, "DATABASE_USER"), password: env.DATABASE_PASSWORD ?? "" };
  return async () => login;
}
