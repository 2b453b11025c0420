package dev.stoker.gateway.jobs;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.Batch;
import dev.stoker.batch.callback.Callback;
import dev.stoker.batch.database.DatabaseFailure;
import dev.stoker.batch.feed.Bell;
import dev.stoker.batch.job.Job;
import dev.stoker.gateway.webhook.Receiver;
import dev.stoker.gateway.webhook.SendCallback;
import dev.stoker.gateway.webhook.Signature;
import dev.stoker.gateway.webhook.WebhookSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Carries out the callbacks that are due, several at once; any replica may do any of them.
@ApplicationScoped
class Callbacks {
    private static final System.Logger LOG = System.getLogger(Callbacks.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int GONE = 410;

    private final Batch batch;
    private final JobJson json;
    private final Vertx vertx;
    private final WebhookSettings settings;
    private final MeterRegistry registry;
    private final InstantSource clock = InstantSource.system();
    private final CallbacksAtWork atWork = new CallbacksAtWork();
    private final Bell change = new Bell();
    private final Thread thread = Thread.ofVirtual().name("callbacks").unstarted(this::run);

    Callbacks(
            Batch batch,
            JobJson json,
            Vertx vertx,
            WebhookSettings settings,
            MeterRegistry registry) {
        this.batch = batch;
        this.json = json;
        this.vertx = vertx;
        this.settings = settings;
        this.registry = registry;
    }

    void start(@Observes StartupEvent event) {
        if (settings.secret().isPresent()) {
            batch.listen(_ -> change.ring());
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        thread.interrupt();
        thread.join();
        atWork.stop();
    }

    private void run() {
        Signature signature = new Signature(settings.secret().orElseThrow());
        SendCallback send = new SendCallback(vertx, signature, settings.timeout());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = change.rings();
                if (!batch.isStarted() || atWork.isFull() || !beginNext(send)) {
                    change.await(seen, LOOK);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            send.close();
        }
    }

    /// @return whether there was one
    private boolean beginNext(SendCallback send) {
        try {
            Optional<Callback> due = batch.callbacks().next(atWork.busy());
            due.ifPresent(one -> atWork.begin(one, () -> carryOut(send, one), change::ring));
            return due.isPresent();
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "no look for callbacks: {0}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.log(ERROR, "callback failed", e);
            return false;
        }
    }

    private void carryOut(SendCallback send, Callback callback) {
        try {
            settle(send, callback);
        } catch (DatabaseFailure e) {
            LOG.log(WARNING, "callback not settled job={0} {1}", callback.job(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(ERROR, "callback failed job=" + callback.job(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(SendCallback send, Callback callback) throws InterruptedException {
        Optional<Job> job = batch.jobs().find(callback.job());
        if (!job.flatMap(one -> one.times().finished()).equals(Optional.of(callback.end()))) {
            return; // forgotten, or tried again: then its next end is told
        }
        Optional<String> problem = attempt(send, callback, job.get());
        if (problem.isEmpty()) {
            batch.callbacks().delivered(callback);
            count("delivered");
            LOG.log(
                    INFO,
                    "callback delivered job={0} attempt={1}",
                    callback.job(),
                    callback.attempt());
            return;
        }
        boolean again = batch.callbacks().failed(callback, problem.get());
        count(again ? "again" : "given-up");
        LOG.log(
                WARNING,
                "callback not delivered job={0} attempt={1} again={2} cause=\"{3}\"",
                callback.job(),
                callback.attempt(),
                again,
                problem.get());
    }

    private void count(String outcome) {
        registry.counter("stoker.callbacks", "outcome", outcome).increment();
    }

    /// @return why it failed; empty when the receiver took it, or wants no more
    private Optional<String> attempt(SendCallback send, Callback callback, Job job)
            throws InterruptedException {
        Instant now = clock.instant();
        try {
            Receiver receiver = Receiver.of(callback.url(), settings.allowLocal());
            int status = send.to(receiver, id(job), message(job, now).toString(), now);
            return status / 100 == 2 || status == GONE
                    ? Optional.empty()
                    : Optional.of("answered " + status);
        } catch (IOException | Receiver.Forbidden e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// One for each end: a job that was tried again ends anew, and receivers drop what they know.
    private static String id(Job job) {
        Instant end = job.times().finished().orElseThrow();
        return "msg_%s_%d".formatted(job.id(), end.toEpochMilli());
    }

    private ObjectNode message(Job job, Instant now) {
        ObjectNode message =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "job." + job.state().label())
                        .put("timestamp", now.toString());
        message.set("data", json.of(job));
        return message;
    }
}
