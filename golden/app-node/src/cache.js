import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { Redis } from "ioredis";
import { choice, integer, required, settings } from "./config.js";

/**
 * Redis, which connects again by itself: `await clients.cache.set("key", "value", "EX", 60)`. Keys get
 * the service's prefix, as Redis refuses those of others; channels don't, see `keyPrefix`.
 */
export function openCache(env, log) {
  if (!env.REDIS_HOST) {
    return { checks: { cache: undefined } };
  }
  const redis = new (env.REDIS_USER ? redisWith(tokens(env), log) : Redis)({
    host: env.REDIS_HOST,
    port: integer(env, "REDIS_PORT", 6379, 1, 65535),
    tls: choice(env, "REDIS_TLS", ["true", "false"], "true") === "true" ? {} : undefined,
    username: env.REDIS_USER || undefined,
    keyPrefix: env.REDIS_KEY_PREFIX || `${settings.service}:`,
    connectTimeout: 2000,
    commandTimeout: 2000,
    // While Redis is away a command waits for one attempt to connect, and attempts are never rare.
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    // After a failover the old primary refuses writes: connect to the new one.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
  });
  redis.on("error", (error) => log.warn({ err: error }, "the cache cannot be reached"));
  return {
    client: redis,
    checks: { cache: () => redis.ping() },
    close: () => redis.disconnect(),
  };
}

/** A client that asks for a password whenever it connects. */
function redisWith(password, log) {
  return class extends Redis {
    async connect() {
      try {
        this.options.password = await password();
      } catch (error) {
        // Redis refuses the old one, and the client tries again.
        log.warn({ err: error }, "no token for the cache could be signed");
      }
      return super.connect();
    }
  };
}

// A password that the process's IAM role signs. ElastiCache takes it for 15 minutes, so none is kept.
export function tokens(env) {
  const name = required(env, "REDIS_NAME");
  const signer = new SignatureV4({
    service: "elasticache",
    region: env.AWS_REGION || required(env, "AWS_DEFAULT_REGION"),
    credentials: defaultProvider(),
    sha256: Hash.bind(null, "sha256"),
  });
  const request = {
    method: "GET",
    protocol: "https:",
    hostname: name,
    path: "/",
    query: { Action: "connect", User: env.REDIS_USER },
    headers: { host: name },
  };
  return async () => {
    const { query } = await signer.presign(request, { expiresIn: 15 * 60 });
    return `${name}/?${new URLSearchParams(query)}`;
  };
}
