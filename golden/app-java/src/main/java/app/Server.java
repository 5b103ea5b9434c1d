package app;

import static io.javalin.apibuilder.ApiBuilder.get;
import static io.javalin.apibuilder.ApiBuilder.path;

import io.javalin.Javalin;
import io.javalin.apibuilder.EndpointGroup;
import io.javalin.config.JettyConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.EndpointNotFound;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The HTTP server around the routes: health checks, errors, limits and the access log. */
final class Server {
  private static final Logger log = LoggerFactory.getLogger(Server.class);

  private Server() {}

  static Javalin create(Config config, Clients clients, EndpointGroup routes) {
    return Javalin.create(
        javalin -> {
          javalin.startup.showJavalinBanner = false;
          javalin.startup.showOldJavalinVersionWarning = false;
          javalin.startup.startupWatcherEnabled = false;
          javalin.http.maxRequestSize = 1 << 20;
          javalin.http.prefer405over404 = true;
          javalin.jsonMapper(new Json());
          javalin.requestLogger.http(Server::logAccess);
          configure(javalin.jetty, config);
          javalin.routes.before(Server::answerHealthCheck);
          javalin.routes.apiBuilder(
              () ->
                  path(
                      Config.BASE_PATH,
                      () -> {
                        get("status", ctx -> Status.answer(ctx, clients.checks()));
                        routes.addEndpoints();
                      }));
          addErrors(javalin.routes);
        });
  }

  private static void configure(JettyConfig jetty, Config config) {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    jetty.threadPool = threads;
    jetty.modifyServer(
        server -> {
          server.setStopTimeout(config.shutdownGrace.plusSeconds(1).toMillis());
          server.setErrorHandler(Server::answerUnreadable);
        });
    jetty.addConnector((server, http) -> new HttpConnector(server, http, config.port));
  }

  private static void answerHealthCheck(Context ctx) {
    if (isHealthCheck(ctx)) {
      ctx.json(Map.of("status", "ok")).skipRemainingHandlers();
    }
  }

  private static boolean isHealthCheck(Context ctx) {
    return ctx.method() == HandlerType.GET && isHealthCheckPath(ctx);
  }

  private static boolean isHealthCheckPath(Context ctx) {
    return Config.HEALTH_CHECK_PATHS.contains(ctx.path());
  }

  private static void addErrors(RoutesConfig routes) {
    routes.exception(EndpointNotFound.class, Server::answerUnknownPath);
    routes.exception(
        MethodNotAllowedResponse.class,
        (e, ctx) -> {
          e.getDetails().values().forEach(methods -> ctx.header("Allow", methods));
          answer(ctx, 405, "method not allowed");
        });
    routes.exception(
        HttpResponseException.class, (e, ctx) -> answer(ctx, e.getStatus(), e.getMessage()));
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          log.atError().addKeyValue("path", ctx.path()).setCause(e).log("request failed");
          ctx.status(500);
        });
    routes.error(500, ctx -> answer(ctx, 500, "internal error"));
  }

  private static void answerUnknownPath(EndpointNotFound e, Context ctx) {
    if (isHealthCheckPath(ctx)) {
      answer(ctx.header("Allow", "GET"), 405, "method not allowed");
    } else {
      answer(ctx, 404, "not found");
    }
  }

  /** Answers what is no HTTP request, and thus never becomes a Context. */
  private static boolean answerUnreadable(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, "{\"error\":\"bad request\"}", callback);
    return true;
  }

  private static void answer(Context ctx, int status, String error) {
    ctx.status(status).json(Map.of("error", error));
  }

  private static void logAccess(Context ctx, Float milliseconds) {
    if (isHealthCheck(ctx) && ctx.status() == HttpStatus.OK) {
      return;
    }
    LoggingEventBuilder line =
        log.atInfo()
            .addKeyValue("method", ctx.method().name())
            .addKeyValue("path", ctx.path())
            .addKeyValue("status", ctx.statusCode())
            .addKeyValue("duration_ms", Math.round(milliseconds));
    String trace = ctx.header("X-Amzn-Trace-Id");
    (trace == null ? line : line.addKeyValue("trace_id", trace)).log("request");
  }
}
