import { Redis } from "ioredis";
import { choice, integer } from "./config.js";

/** Redis, which connects again by itself: `await clients.cache.set("key", "value", "EX", 60)`. */
export function openCache(env, log) {
  if (!env.REDIS_HOST) {
    return { checks: { cache: undefined } };
  }
  const redis = new Redis({
    host: env.REDIS_HOST,
    port: integer(env, "REDIS_PORT", 6379, 1, 65535),
    tls: choice(env, "REDIS_TLS", ["true", "false"], "true") === "true" ? {} : undefined,
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
