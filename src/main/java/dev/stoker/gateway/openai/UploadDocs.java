package dev.stoker.gateway.openai;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/// Writes the upload of files into the published API: it is a route of the event loop, which no
/// scanner of resources sees.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class UploadDocs implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItem("/v1/files").setPOST(upload());
    }

    private static Operation upload() {
        return OASFactory.createOperation()
                .operationId("uploadFile")
                .summary("Upload a file of requests or filings")
                .requestBody(
                        OASFactory.createRequestBody()
                                .required(true)
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType(
                                                        "multipart/form-data",
                                                        OASFactory.createMediaType()
                                                                .schema(form()))))
                .responses(
                        OASFactory.createAPIResponses()
                                .addAPIResponse("200", response("The file"))
                                .addAPIResponse("400", response("The form is wrong"))
                                .addAPIResponse("413", response("The file is too large")));
    }

    private static Schema form() {
        return OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .addProperty("file", text().format("binary"))
                .addProperty("purpose", text())
                .addProperty("expires_after[anchor]", text())
                .addProperty("expires_after[seconds]", text());
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }

    private static APIResponse response(String description) {
        return OASFactory.createAPIResponse().description(description);
    }
}
