import { openCache } from "./cache.js";
import { openDatabase } from "./database.js";
import { openQueues } from "./queues.js";
import { openServices } from "./services.js";

const CHECK_TIMEOUT = 2000; // milliseconds

// Each returns a client for the service's code, its checks by name (undefined where an environment
// lacks what is checked) and how to close it. None waits for a connection: the service starts
// without its neighbours.
const openers = {
  database: openDatabase,
  cache: openCache,
  queues: openQueues,
  services: openServices,
};

/** What routes and messages find in `clients`: one property for each opener above. */
export function openClients(env, log) {
  const opened = Object.entries(openers).map(([name, open]) => ({ name, ...open(env, log) }));
  const checks = opened.flatMap((each) => Object.entries(each.checks));
  return {
    ...Object.fromEntries(opened.map(({ name, client }) => [name, client])),
    status: () => status(checks, log),
    close: () => Promise.all(opened.map((each) => each.close?.())),
  };
}

async function status(checks, log) {
  const results = await Promise.all(
    checks.map(async ([name, check]) => {
      if (!check) {
        return [name, "not configured"];
      }
      try {
        await withTimeout(check);
        return [name, "ok"];
      } catch (error) {
        log.warn({ err: error, check: name }, "a check failed");
        return [name, "unavailable"];
      }
    }),
  );
  const failed = results.some(([, result]) => result === "unavailable");
  return { status: failed ? "unavailable" : "ok", checks: Object.fromEntries(results) };
}

function withTimeout(check) {
  const signal = AbortSignal.timeout(CHECK_TIMEOUT);
  const timeout = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  return Promise.race([check(signal), timeout]);
}
