package dev.stoker.ops.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.supervisor.fleet.EngineFleet;
import dev.stoker.supervisor.run.EngineLog;
import dev.stoker.testkit.Eventually;
import dev.stoker.testkit.Http;
import dev.stoker.testkit.RawClient;
import dev.stoker.testkit.ScriptedProcess;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Readers of an engine's log, who come, go and come again.
@QuarkusTest
@TestProfile(AdminFleet.Profile.class)
class LogStreamTest {
    @TestHTTPResource(value = "/", management = true)
    private URI management = URI.create("http://set.by.quarkus");

    @Inject private AdminFleet fleet;
    @Inject private EngineFleet engines;

    @BeforeEach
    void itRuns() throws Exception {
        Http.post(management.resolve("/admin/engines/left/start"), "");
        Eventually.holds(() -> engines.inspect("left").run().isPresent());
    }

    @AfterEach
    void nobodyHasToBeKilled() {
        fleet.launcher().obey();
    }

    @Test
    void theLogGoesOnWhereTheReaderStopped() throws Exception {
        ScriptedProcess process = fleet.launcher().latest("left");
        process.prints("one");
        process.prints("two");
        String first;
        try (RawClient reader = follow("left")) {
            first = reader.readUntil("\"line\":\"two\"}\n\n");
        }
        process.prints("three");

        String more;
        try (RawClient reader = follow("left", "Last-Event-ID: " + idOf(first, "two"))) {
            more = reader.readUntil("\"line\":\"three\"}\n\n");
            process.prints("four");
            more += reader.readUntil("\"line\":\"four\"}\n\n");
        }

        assertTrue(first.contains("content-type: text/event-stream"), first);
        assertTrue(first.contains("\"engine\":\"left\",\"run\":"), first);
        assertFalse(more.contains("\"two\""), more);
        assertFalse(more.contains("event: gap"), more);
    }

    @Test
    void aReaderWhoComesTooLateIsToldOfTheGap() throws Exception {
        ScriptedProcess process = fleet.launcher().latest("left");
        process.prints("early");
        String first = Http.get(management.resolve("/admin/engines/left/log?follow=false")).body();
        for (int line = 0; line < 600; line++) {
            process.prints("flood " + line);
        }

        String more;
        try (RawClient reader = follow("left", "Last-Event-ID: " + idOf(first, "early"))) {
            more = reader.readUntil("flood 599");
        }

        assertTrue(more.contains("event: gap"), more);
        assertFalse(more.contains("flood 99\""), more);
    }

    @Test
    void anEventIdOfAnotherWorldIsRefused() throws Exception {
        try (RawClient reader = follow("left", "Last-Event-ID: latest")) {
            String answer = reader.readUntil("}}");

            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertTrue(answer.contains("Last-Event-ID"), answer);
        }
    }

    @Test
    void aReaderOfAnEarlierStokerGetsTheLinesOfThisOneFromTheirBegin() throws Exception {
        ScriptedProcess process = fleet.launcher().latest("left");
        process.prints("of this one");
        List<EngineLog.Line> held = engines.inspect("left").log().after(0, 1000);
        long minutes = 60_000_000L;

        // before this one began, and after all that it has written: its clock was put back
        for (long id :
                List.of(held.getFirst().number() - minutes, held.getLast().number() + minutes)) {
            String tail;
            try (RawClient reader = follow("left", "Last-Event-ID: " + id)) {
                tail = reader.readUntil("\"line\":\"of this one\"}\n\n");
            }

            assertTrue(tail.startsWith("HTTP/1.1 200"), tail);
            assertTrue(
                    tail.contains("event: gap\ndata: {\"engine\":\"left\",\"after\":" + id), tail);
            assertEquals(held.size(), tail.split("\\nid: ", -1).length - 1, tail);
        }
    }

    private RawClient follow(String engine, String... headers) throws Exception {
        RawClient client = new RawClient(management.getPort());
        client.sendLines("GET /admin/engines/%s/log HTTP/1.1".formatted(engine), "Host: stoker");
        client.sendLines(headers.length == 0 ? new String[] {"Accept: */*"} : headers);
        return client.sendLines("");
    }

    private static String idOf(String events, String line) {
        String before = events.substring(0, events.lastIndexOf("\"line\":\"" + line + "\""));
        String id = before.substring(before.lastIndexOf("id: ") + 4);
        return id.substring(0, id.indexOf('\n'));
    }
}
