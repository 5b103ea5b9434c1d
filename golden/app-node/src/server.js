import http from "node:http";
import { finished } from "node:stream/promises";
import Fastify from "fastify";
import { settings } from "./config.js";

/** Fastify with the service's routes, behind health checks and access log. */
export async function createServer({ config, log, clients, routes }) {
  const answers = new Set(); // of requests in flight
  let stopping = false;

  const app = createApp({ config, log, clients, routes }, (handle) => {
    const server = http.createServer((request, response) => {
      const path = pathOf(request);
      const reading = request.method === "GET" || request.method === "HEAD";
      if (stopping) {
        response.setHeader("connection", "close");
      }
      answers.add(response);
      response.once("close", () => answers.delete(response));
      // Health checks never reach the router: their paths may be any text, and they stay out of the log.
      if (reading && settings.healthPaths.includes(path)) {
        response.setHeader("content-type", "application/json; charset=utf-8");
        response.end('{"status":"ok"}');
        return;
      }
      logAccess(log, path, request, response);
      handle(request, response);
    });
    // Longer than the load balancer keeps its connections (60 s), or it would meet closed ones.
    server.keepAliveTimeout = 75_000;
    return server;
  });
  await app.ready();

  return {
    /** Returns the port. */
    listen: (port) =>
      new Promise((resolve, reject) => {
        app.server.once("error", reject);
        app.server.listen(port, "0.0.0.0", () => resolve(app.server.address().port));
      }),

    /** Accepts nothing new and returns when all requests in flight are answered. */
    async stop() {
      stopping = true;
      const closed = new Promise((resolve) => app.server.close(resolve));
      for (const answer of answers) {
        if (answer.headersSent) {
          answer.once("close", () => app.server.closeIdleConnections());
        } else {
          answer.setHeader("connection", "close");
        }
      }
      await closed;
      await app.close();
    },
  };
}

function createApp({ config, log, clients, routes }, serverFactory) {
  const app = Fastify({
    loggerInstance: log,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    serverFactory,
    bodyLimit: 1024 * 1024,
    return503OnClosing: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    frameworkErrors: (error, _request, reply) => fail(reply, error.statusCode, error.message),
  });
  app.decorate("config", config);
  app.decorate("clients", clients);
  app.decorateRequest("traceId", {
    getter() {
      return this.headers["x-amzn-trace-id"];
    },
  });
  app.setChildLoggerFactory((logger, _bindings, options, request) =>
    logger.child({ trace_id: request.headers["x-amzn-trace-id"] }, options),
  );

  // Bodies are JSON, whatever the client calls them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, app.getDefaultJsonParser("error", "error"));
  app.setErrorHandler(answerError);
  const refuse = refuser(app);
  app.setNotFoundHandler(refuse);
  // Before the body is read: whatever it is, there is nothing here.
  app.addHook("onRequest", async (request, reply) => request.is404 && refuse(request, reply));
  app.register(
    async (scope) => {
      scope.register(routes);
      scope.get("/status", async (_request, reply) => {
        const status = await clients.status();
        return reply.code(status.status === "ok" ? 200 : 503).send(status);
      });
    },
    { prefix: settings.basePath },
  );
  return app;
}

const fail = (reply, status, message) => reply.code(status).send({ error: message });

const pathOf = (request) => request.url.split("?", 1)[0];

/** Answers what no route takes: Fastify itself does not tell an unknown path from a wrong method. */
function refuser(app) {
  const patterns = new Map();
  app.addHook("onRoute", ({ url }) => patterns.set(url, toPattern(url)));

  return async (request, reply) => {
    const path = pathOf(request.raw);
    const urls = [...patterns.keys()].filter((url) => patterns.get(url).test(path));
    // OPTIONS does not count: plugins for CORS answer it on every path.
    const allowed = app.supportedMethods.filter(
      (method) => method !== "OPTIONS" && urls.some((url) => app.hasRoute({ url, method })),
    );
    if (settings.healthPaths.includes(path)) {
      allowed.push("GET", "HEAD");
    }
    if (allowed.length === 0) {
      return fail(reply, 404, "not found");
    }
    reply.header("allow", [...new Set(allowed)].join(", "));
    return fail(reply, 405, "method not allowed");
  };
}

/** The paths of a route such as /items/:id or /files/*, near enough for the purpose. */
function toPattern(url) {
  const escaped = url.replace(/[.+?^$()[\]{}|\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/:[^/]+/g, "[^/]+").replaceAll("*", ".*")}$`);
}

async function answerError(error, request, reply) {
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    request.log.error({ err: error }, "a request failed");
    return fail(reply, 500, "internal error");
  }
  if (status === 413) {
    // Who is still sending would lose the answer to a reset connection, so the rest is read for a moment.
    request.raw.resume();
    await finished(request.raw, { signal: AbortSignal.timeout(2000) }).catch(() => {});
  }
  return fail(reply, status, error.message);
}

function logAccess(log, path, request, response) {
  const start = performance.now();
  response.once("close", () => {
    log.info(
      {
        method: request.method,
        path,
        // As nginx has it for a client that did not wait for its answer.
        status: response.writableFinished ? response.statusCode : 499,
        duration_ms: Math.round((performance.now() - start) * 10) / 10,
        trace_id: request.headers["x-amzn-trace-id"],
      },
      "request",
    );
  });
}
