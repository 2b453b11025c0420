package dev.stoker.gateway.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.gateway.ApiError;
import dev.stoker.summarize.input.FormTypes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `/batch/jobs`: follow jobs, read their results, cancel them.
@Path("/batch/jobs")
@RunOnVirtualThread
public final class JobResource {
    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final JobDoor door;
    private final JobJson json;
    private final ResultLines lines;
    private final JobEvents events;

    JobResource(JobDoor door, JobAnswers answers) {
        this.door = door;
        this.json = answers.json();
        this.lines = answers.lines();
        this.events = answers.events();
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List jobs, the newest first")
    public ObjectNode list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        int most = (int) QueryValue.of("limit", limit).integer(1, LARGEST_PAGE, PAGE);
        QueryValue last = QueryValue.of("after", after);
        Optional<JobId> before =
                last.text()
                        .map(id -> JobId.parse(id).orElseThrow(() -> last.invalid("is no job id")));
        List<Job> page = door.jobs().newest(most + 1, before);
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        page.stream().limit(most).map(json::of).forEach(data::add);
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.set("data", data);
        return list.put("has_more", page.size() > most);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "A job: its state, counts, tokens, rate, time left, cost and what its time went to")
    public ObjectNode job(@PathParam("id") String id) {
        return json.withTime(door.job(id));
    }

    @GET
    @Path("/{id}/results")
    @Operation(
            summary = "The results so far, as lines of JSON",
            description =
                    "In the order in which they came; after= takes the cursor of a line."
                            + " format=csv writes a table.")
    public Response results(
            @PathParam("id") String id,
            @QueryParam("form") @Nullable String form,
            @QueryParam("state") @Nullable String state,
            @QueryParam("format") @Nullable String format,
            @QueryParam("after") @Nullable String after) {
        boolean csv = QueryValue.of("format", format).oneOf("ndjson", "csv").equals("csv");
        QueryValue states = QueryValue.of("state", state);
        long cursor = QueryValue.of("after", after).integer(0, Long.MAX_VALUE, 0);
        Job job = door.job(id);
        ResultQuery query = ResultQuery.of(job.id()).after(cursor);
        if (form != null) {
            query = query.having(attributes(FormTypes.check("form", form)));
        }
        if (state != null) {
            query = query.in(Set.of(resultState(states)));
        }
        return csv
                ? Response.ok(lines.table(query), ResultTable.TYPE).build()
                : Response.ok(lines.present(job, query), ResultLines.TYPE).build();
    }

    @GET
    @Path("/{id}/events")
    @Operation(
            summary = "The job whenever it changes, as server-sent events",
            description = "progress events, and an end event once nothing will change any more.")
    public Response events(@PathParam("id") String id, @Context HttpServerResponse client) {
        return Response.ok(events.of(door.job(id), client), MediaType.SERVER_SENT_EVENTS)
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    @POST
    @Path("/{id}/retry")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Try the failed items again",
            description = "Those that could not be read stay failed.")
    public ObjectNode retry(@PathParam("id") String id) {
        Job job = door.job(id);
        if (job.progress().ending().isPresent()) {
            throw ApiError.invalid(
                            409,
                            "job_ended_early",
                            "job %s was ended early (%s): nothing of it is tried again"
                                    .formatted(id, job.progress().ending().get().label()))
                    .exception();
        }
        int retried = door.jobs().retry(job.id());
        return json.of(door.job(id)).put("retried", retried);
    }

    @DELETE
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Cancel a job; its results stay")
    public ObjectNode cancel(@PathParam("id") String id) {
        Job job = door.job(id);
        return json.of(door.jobs().cancel(job.id()).orElseThrow(() -> JobDoor.unknown(id)));
    }

    private static String attributes(String form) {
        return JsonNodeFactory.instance.objectNode().put("form", form).toString();
    }

    private static ItemState resultState(QueryValue state) {
        return state.text()
                .flatMap(ItemState::parse)
                .filter(Set.of(ItemState.DONE, ItemState.FAILED, ItemState.DROPPED)::contains)
                .orElseThrow(() -> state.invalid("must be done, failed or dropped"));
    }
}
