package dev.stoker.gateway.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stoker.batch.Batch;
import dev.stoker.batch.file.FileQuery;
import dev.stoker.batch.file.FileStore;
import dev.stoker.batch.file.StoredFile;
import dev.stoker.batch.job.FileId;
import dev.stoker.batch.requests.RequestJobs;
import dev.stoker.gateway.ApiError;
import dev.stoker.gateway.ApiException;
import dev.stoker.gateway.jobs.JobDoor;
import dev.stoker.gateway.jobs.QueryValue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// `/v1/files`: look at files, read them, delete them; [Uploads] takes them in.
@Path("/v1/files")
@RunOnVirtualThread
public final class FileResource {
    private static final int LARGEST_PAGE = 10_000;

    private final Batch batch;
    private final JobDoor door;
    private final RequestJobs requests;

    FileResource(Batch batch, JobDoor door, RequestJobs requests) {
        this.batch = batch;
        this.door = door;
        this.requests = requests;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List uploaded files, the newest first unless order=asc")
    public ObjectNode list(
            @QueryParam("purpose") @Nullable String purpose,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("order") @Nullable String order,
            @QueryParam("after") @Nullable String after) {
        int most = (int) QueryValue.of("limit", limit).integer(1, LARGEST_PAGE, LARGEST_PAGE);
        QueryValue last = QueryValue.of("after", after);
        FileQuery query =
                new FileQuery(
                        Optional.ofNullable(purpose),
                        last.text()
                                .map(id ->
                                        FileId.parse(id)
                                                .orElseThrow(() -> last.invalid("is no file id"))),
                        QueryValue.of("order", order).oneOf("desc", "asc").equals("desc"),
                        most + 1);
        List<StoredFile> page = files().list(query);
        List<StoredFile> shown = page.stream().limit(most).toList();
        ArrayNode data = JsonNodeFactory.instance.arrayNode();
        shown.forEach(file -> data.add(FileJson.of(file)));
        return Pages.of(data, page.size() > most);
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A file, or what a batch has written so far")
    public ObjectNode file(@PathParam("id") String id) throws IOException {
        Optional<AnswerFile> answers = answers(id);
        return answers.isPresent()
                ? FileJson.of(answers.get(), answers.get().bytes(door.jobs()))
                : FileJson.of(stored(id));
    }

    @GET
    @Path("/{id}/content")
    @Operation(
            summary = "What the file holds",
            description = "Of a batch that runs: what is there already.")
    public Response content(@PathParam("id") String id) {
        Optional<AnswerFile> answers = answers(id);
        if (answers.isPresent()) {
            StreamingOutput lines = out -> answers.get().write(door.jobs(), out);
            return download(lines, answers.get().name()).build();
        }
        StoredFile file = stored(id);
        StreamingOutput bytes =
                out -> {
                    try (InputStream in = files().content(file.id())) {
                        in.transferTo(out);
                    }
                };
        return download(bytes, "stored").header(HttpHeaders.CONTENT_LENGTH, file.bytes()).build();
    }

    private static Response.ResponseBuilder download(StreamingOutput content, String name) {
        return Response.ok(content, MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s\"".formatted(name));
    }

    @DELETE
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Delete a file that no batch still reads")
    public ObjectNode delete(@PathParam("id") String id) {
        if (answers(id).isPresent()) {
            throw ApiError.invalid(
                            409,
                            "file_in_use",
                            "%s is part of its batch and goes with it".formatted(id))
                    .exception();
        }
        return switch (files().remove(FileId.parse(id).orElseThrow(() -> unknown(id)))) {
            case REMOVED -> FileJson.deleted(id);
            case UNKNOWN -> throw unknown(id);
            case IN_USE ->
                    throw ApiError.invalid(409, "file_in_use", "a batch still reads " + id)
                            .exception();
        };
    }

    private FileStore files() {
        door.jobs();
        return batch.files();
    }

    private Optional<AnswerFile> answers(String id) {
        door.jobs();
        return AnswerFile.Name.parse(id)
                .map(name ->
                        new AnswerFile(
                                requests.find(name.job()).orElseThrow(() -> unknown(id)),
                                name.part()));
    }

    private StoredFile stored(String id) {
        return FileId.parse(id).flatMap(files()::find).orElseThrow(() -> unknown(id));
    }

    static ApiException unknown(String id) {
        return ApiError.invalid(404, "file_not_found", "No such File object: " + id).exception();
    }
}
