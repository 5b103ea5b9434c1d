import http from "node:http";
import https from "node:https";
import { constant, settings, url } from "./config.js";

const CONNECT_TIMEOUT = 2000; // milliseconds
const TIMEOUT = 10_000; // of a whole call

// Most servers keep an idle connection for 5 s or longer; it must not be used when they close it.
const idle = { keepAlive: true, timeout: 4000 };
const transports = {
  "http:": { send: http.request, agent: new http.Agent(idle), connected: "connect" },
  "https:": { send: https.request, agent: new https.Agent(idle), connected: "secureConnect" },
};

/**
 * The services that this one may call:
 * `await clients.services.get("catalog").get("/", { traceId: request.traceId })`
 * returns a Response, as fetch does.
 */
export function openServices(env) {
  const services = new Map();
  const checks = {};
  for (const name of settings.services) {
    const address = url(env, `${constant(name)}_URL`);
    const service = address && new Service(address);
    services.set(name, service);
    checks[`service ${name}`] = service && ((signal) => service.check(signal));
  }
  return { client: services, checks };
}

class Service {
  constructor(address) {
    this.address = address.replace(/\/$/, "");
  }

  get(path, options) {
    return this.request("GET", path, options);
  }

  post(path, options) {
    return this.request("POST", path, options);
  }

  /** `json` becomes the body. With `traceId` the call shows up in the trace of the request it serves. */
  async request(method, path, { json, headers, traceId, signal } = {}) {
    const timeout = AbortSignal.timeout(TIMEOUT);
    const call = {
      method,
      headers: {
        ...(json !== undefined && { "content-type": "application/json" }),
        ...(traceId && { "x-amzn-trace-id": traceId }),
        ...headers,
      },
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    };
    return exchange(new URL(this.address + path), call, JSON.stringify(json));
  }

  async check(signal) {
    const response = await this.request("GET", "", { signal });
    if (response.status >= 500) {
      throw new Error(`it answered ${response.status}`);
    }
  }
}

/** One request over a connection that had two seconds to come about. */
function exchange(target, call, body) {
  const { send, agent, connected } = transports[target.protocol];
  return new Promise((resolve, reject) => {
    const request = send(target, { ...call, agent });
    request.once("socket", (socket) => {
      if (socket.connecting) {
        const timer = setTimeout(
          () => request.destroy(new Error(`no connection within ${CONNECT_TIMEOUT} ms`)),
          CONNECT_TIMEOUT,
        );
        socket.once(connected, () => clearTimeout(timer));
        request.once("close", () => clearTimeout(timer));
      }
    });
    request.once("error", (error) => {
      // The server closed the idle connection just now; asking again changes nothing there.
      const stale = request.reusedSocket && error.code === "ECONNRESET" && call.method === "GET";
      stale ? resolve(exchange(target, call, body)) : reject(error);
    });
    request.once("response", (response) => resolve(collect(response)));
    request.end(body);
  });
}

/** Reads the whole answer, within the timeout of the call. */
async function collect(response) {
  const chunks = await response.toArray();
  const { statusCode: status, headers } = response;
  return new Response(chunks.length ? Buffer.concat(chunks) : null, { status, headers });
}
