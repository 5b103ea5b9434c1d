package app;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The listening socket and its connections. A stop closes the idle ones at once and waits for those
 * with a request; Jetty's own would also end a request whose body takes more than a second.
 */
final class HttpConnector extends ServerConnector {
  private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();

  HttpConnector(Server server, HttpConfiguration http, int port) {
    super(server, new HttpConnectionFactory(http));
    setHost("0.0.0.0");
    setPort(port);
    // Longer than the load balancer's 60 seconds: it must never send into a closing connection.
    setIdleTimeout(75_000);
    setShutdownIdleTimeout(-1);
    server.insertHandler(new InFlight());
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> done = super.shutdown();
    getConnectedEndPoints().stream()
        .filter(connection -> !busy.contains(connection))
        .forEach(EndPoint::close);
    return done;
  }

  @Override
  protected void onEndPointOpened(EndPoint connection) {
    super.onEndPointOpened(connection);
    closeAtShutdown(connection);
  }

  private void onRequestDone(EndPoint connection) {
    busy.remove(connection);
    closeAtShutdown(connection);
  }

  /** For a connection that changed while shutdown() looked at it. */
  private void closeAtShutdown(EndPoint connection) {
    if (isShutdown()) {
      connection.close();
    }
  }

  private final class InFlight extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
      busy.add(connection);
      Request.addCompletionListener(request, failure -> onRequestDone(connection));
      return super.handle(request, response, callback);
    }
  }
}
