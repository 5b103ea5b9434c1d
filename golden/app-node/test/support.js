import { openClients } from "../src/clients.js";
import { createLogger, loadConfig, settings } from "../src/config.js";
import { createServer } from "../src/server.js";

/**
 * Starts the service with these routes on a free port, until the test ends. `env` configures it;
 * `clients` replaces what routes find there. Returns `url`, the service's base path on that port.
 */
export async function startService(t, routes, { env = {}, clients } = {}) {
  const config = loadConfig(env);
  const lines = [];
  const log = createLogger(config, { write: (line) => lines.push(JSON.parse(line)) });
  const opened = openClients(env, log);
  const server = await createServer({ config, log, clients: { ...opened, ...clients }, routes });
  const origin = `http://127.0.0.1:${await server.listen(0)}`;
  const stop = async () => {
    await server.stop();
    await opened.close();
  };
  t.after(stop);
  return { origin, url: origin + settings.basePath, lines, stop };
}
