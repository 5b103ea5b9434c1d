import pino from "pino";

// What scaffold knows of this service; what may differ by environment comes from variables.
// biome-ignore format: one value a line, whatever its length
export const settings = {
  service: "shop",
  port: 9090,
  graceSeconds: 55,
  basePath: "/store",
  healthPaths: ["/store/health", "/store/ready"],
  queues: ["jobs"],
  workerQueue: "jobs",
  services: ["catalog", "pricing"],
  buckets: ["reports", "uploads"],
  tables: ["orders"],
};

/** A variable of the environment that is missing or wrong: the process does not start. */
export class ConfigError extends Error {}

export function loadConfig(env) {
  return {
    service: env.SERVICE_NAME || settings.service,
    environment: env.ENVIRONMENT || "local",
    port: integer(env, "PORT", settings.port, 0, 65535),
    logLevel: choice(env, "LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
    graceSeconds: integer(env, "SHUTDOWN_GRACE_SECONDS", settings.graceSeconds, 1, 3600),
    buckets: named(env, "BUCKET", settings.buckets),
    tables: named(env, "TABLE", settings.tables),
  };
}

// Pino's own writer would keep the process from exiting when nobody reads its output any more.
const stdout = { write: (line) => process.stdout.write(line) };

/** One JSON object a line. Stdout belongs to it: never print there. */
export function createLogger({ service, environment, logLevel = "info" }, destination = stdout) {
  return pino(
    {
      level: logLevel,
      base: { service, environment },
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: describe },
    },
    destination,
  );
}

// What libraries hang on their errors stays out of the log: pg adds the whole connection.
function describe(error) {
  if (!(error instanceof Error)) {
    return error;
  }
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, code };
}

// Readers of variables. An empty variable counts as missing.

export function integer(env, name, fallback, min, max) {
  const text = env[name] || String(fallback);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) {
    throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

export function choice(env, name, choices, fallback) {
  const value = env[name] || fallback;
  if (!choices.includes(value)) {
    throw new ConfigError(`${name} must be one of ${choices.join(", ")}, not "${value}"`);
  }
  return value;
}

export function required(env, name) {
  if (!env[name]) {
    throw new ConfigError(`${name} is missing`);
  }
  return env[name];
}

/** The URL in a variable, or undefined where it is missing. */
export function url(env, name) {
  const value = env[name] || undefined;
  if (value && !(URL.canParse(value) && /^https?:/.test(value))) {
    throw new ConfigError(`${name} must be an http or https URL`);
  }
  return value;
}

/** What AWS calls each of them; undefined where this environment does not have it. */
function named(env, kind, names) {
  return Object.fromEntries(
    names.map((name) => [name, env[`${kind}_${constant(name)}`] || undefined]),
  );
}

/** service-b is SERVICE_B in the names of variables. */
export const constant = (name) => name.toUpperCase().replaceAll("-", "_");
