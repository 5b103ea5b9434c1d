const greeting = {
  body: {
    type: "object",
    properties: { name: { type: "string", minLength: 1 } },
    required: ["name"],
    additionalProperties: false,
  },
};

/**
 * The service's routes, below its base path. `app` is Fastify with `config` and `clients`; what a
 * handler throws is logged and answered with 500.
 */
export default async function routes(app) {
  app.get("/", async () => ({
    service: app.config.service,
    environment: app.config.environment,
  }));

  app.post("/greetings", { schema: greeting }, async (request, reply) => {
    reply.code(201);
    return { message: `Hello, ${request.body.name}!` };
  });
}
