package dev.stoker.gateway.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.job.ItemState;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.JobId;
import dev.stoker.batch.job.ResultQuery;
import dev.stoker.summarize.input.FormTypes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

    JobResource(JobDoor door, JobJson json, ResultLines lines) {
        this.door = door;
        this.json = json;
        this.lines = lines;
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
    @Operation(summary = "A job: its state, counts, tokens, rate, time left and cost")
    public ObjectNode job(@PathParam("id") String id) {
        return json.of(door.job(id));
    }

    @GET
    @Path("/{id}/results")
    @Operation(
            summary = "The results so far, as lines of JSON",
            description = "In the order in which they came; after= takes the cursor of a line.")
    public Response results(
            @PathParam("id") String id,
            @QueryParam("form") @Nullable String form,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @Nullable String after) {
        QueryValue states = QueryValue.of("state", state);
        long cursor = QueryValue.of("after", after).integer(0, Long.MAX_VALUE, 0);
        ResultQuery query = ResultQuery.of(door.job(id).id()).after(cursor);
        if (form != null) {
            query = query.having(attributes(FormTypes.check("form", form)));
        }
        if (state != null) {
            query = query.in(Set.of(resultState(states)));
        }
        return Response.ok(lines.present(query), ResultLines.TYPE).build();
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
