import http from "node:http";
import { ConfigError, createLogger, loadConfig, settings } from "./config.js";

// Everything else is imported by run: the health check runs all the time and must stay small.
exit(process.argv[2] === "healthcheck" ? await healthcheck() : await run());

/** Ends the process when the log is written. */
function exit(code) {
  process.stdout.write("", () => process.exit(code));
}

/** Serves until SIGTERM or SIGINT; returns the exit code. */
async function run() {
  const stopRequested = new Promise((resolve) => {
    process.on("SIGTERM", resolve);
    process.on("SIGINT", resolve);
  });
  let log = createLogger({ service: settings.service, environment: "local" });
  process.on("uncaughtException", (error) => {
    log.error({ err: error }, "uncaught exception");
    exit(1);
  });
  try {
    const config = loadConfig(process.env);
    log = createLogger(config);
    const stop = await start(config, log);
    await stopRequested;
    log.info("stopping");
    setTimeout(() => {
      log.error(`not stopped within ${config.graceSeconds} s`);
      exit(1);
    }, config.graceSeconds * 1000);
    await stop();
    log.info("stopped");
    return 0;
  } catch (error) {
    // What is wrong with a variable is all there is to say; of anything else, say where.
    log.error(error instanceof ConfigError ? {} : { err: error }, error.message);
    return 1;
  }
}

/** Returns the function that stops everything again. */
async function start(config, log) {
  const { openClients } = await import("./clients.js");
  const { default: routes } = await import("./routes.js");
  const { createServer } = await import("./server.js");
  const { handle } = await import("./messages.js");
  const { startWorker } = await import("./queues.js");
  const clients = openClients(process.env, log);
  const server = await createServer({ config, log, clients, routes });
  log.info({ port: await server.listen(config.port) }, "listening");
  const queue = clients.queues.get(settings.workerQueue);
  const worker = startWorker(queue, (message) => handle(message, { config, log, clients }), log);
  return async () => {
    await Promise.all([server.stop(), worker.stop()]);
    await clients.close();
  };
}

/** Asks the running service, as the load balancer does; returns the exit code. */
async function healthcheck() {
  const { port } = loadConfig(process.env);
  return new Promise((resolve) => {
    http
      .get({ host: "127.0.0.1", port, path: settings.healthPaths[0], timeout: 2000 })
      .on("response", (response) => resolve(response.statusCode === 200 ? 0 : 1))
      .on("timeout", () => resolve(1))
      .on("error", () => resolve(1));
  });
}
