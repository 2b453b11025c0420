package dev.stoker.gateway.jobs;

import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.Submitted;
import dev.stoker.gateway.webhook.WebhookRules;
import dev.stoker.summarize.Summaries;
import dev.stoker.summarize.SummaryRequest;
import dev.stoker.summarize.input.ReadSummaryRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `POST /batch/summarize`: filings in, a job out.
@Path("/batch/summarize")
@RunOnVirtualThread
public final class SummaryResource {
    private final JobDoor door;
    private final Summaries summaries;
    private final ModelChoice models;
    private final JobJson json;
    private final ResultLines lines;
    private final WebhookRules webhooks;

    SummaryResource(
            JobDoor door,
            Summaries summaries,
            ModelChoice models,
            JobAnswers answers,
            WebhookRules webhooks) {
        this.door = door;
        this.summaries = summaries;
        this.models = models;
        this.json = answers.json();
        this.lines = answers.lines();
        this.webhooks = webhooks;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Summarise filings",
            description =
                    "Takes {\"lookback\": 5}, {\"dates\": [\"2025-01-02\"]}, {\"from\":"
                            + " \"2025-01-02\", \"to\": …} or {\"filings\": [{\"text\": …}]}, with"
                            + " forms, amendments, ciks, text and max_text_tokens to choose by."
                            + " Answers 202 and the job, or with wait=true the"
                            + " summaries as lines of JSON while they are made.")
    public Response submit(
            String body,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key,
            @QueryParam("wait") @Nullable String wait,
            @Context HttpServerResponse client) {
        boolean waiting = QueryValue.of("wait", wait).flag();
        SummaryRequest request = new ReadSummaryRequest(summaries.today()).from(body);
        String model = models.of(request.model());
        door.jobs();
        request.delivery().callback().ifPresent(webhooks::check);
        Submitted submitted =
                door.submit(
                        "/batch/summarize",
                        () -> summaries.submit(request, model, door.once(key, body)));
        Job job = IdempotencyKey.accepted(submitted);
        URI location = URI.create("/batch/jobs/" + job.id());
        if (!waiting) {
            boolean repeated = submitted instanceof Submitted.Repeated;
            return IdempotencyKey.mark(
                            Response.status(repeated ? 200 : 202).entity(json.of(job)), submitted)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .location(location)
                    .build();
        }
        return Response.ok(lines.untilEnd(job, client), ResultLines.TYPE)
                .location(location)
                .build();
    }
}
