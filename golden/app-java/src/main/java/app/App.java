package app;

import io.javalin.Javalin;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running service: clients, HTTP server and worker, started and stopped in order. */
final class App {
  private static final Logger log = LoggerFactory.getLogger(App.class);

  private static final String WORKER_QUEUE = "jobs";

  private final Clients clients;
  private final Javalin server;
  private final Optional<Worker> worker;

  App(Config config) {
    clients = new Clients(config);
    server = Server.create(config, clients, () -> Routes.add(config, clients));
    MessageHandler handler = new MessageHandler(clients);
    worker =
        clients
            .queues()
            .find(WORKER_QUEUE)
            .map(queue -> new Worker(queue, Worker.receiver(), handler::handle));
  }

  void start() {
    server.start();
    log.atInfo().addKeyValue("port", port()).log("listening");
    worker.ifPresent(Worker::start);
  }

  int port() {
    return server.port();
  }

  /** Takes nothing new, finishes what is in hand, then closes the clients. */
  void stop() throws Exception {
    worker.ifPresent(Worker::stopReceiving);
    server.stop();
    if (worker.isPresent()) {
      worker.get().join();
    }
    clients.close();
  }
}
