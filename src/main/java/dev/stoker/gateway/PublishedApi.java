package dev.stoker.gateway;

import io.quarkus.arc.Unremovable;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The published API as the build wrote it: nothing in it depends on how this Stoker is set up.
///
/// Quarkus would read it, copy it into objects and write it out again in two formats, before the
/// doors open: a quarter of the start, for what is asked for once in a while.
@Singleton
@Alternative
@Priority(1)
@Unremovable // nobody injects it: Quarkus looks it up
public class PublishedApi extends OpenApiDocumentService {
    /// Lets Quarkus find no document to prepare; to be called before it starts.
    public static void leaveAsBuilt() {
        OpenApiConstants.classLoader = new ClassLoader(null) {};
    }

    /// Reads the one document that there is.
    ///
    /// @throws UncheckedIOException if the package was built without it
    @Override
    public byte[] getDocument(String name, Format format) {
        String path = OpenApiConstants.BASE_NAME + "." + format;
        ClassLoader built = Thread.currentThread().getContextClassLoader();
        try (InputStream document = built.getResourceAsStream(path)) {
            if (document == null) {
                throw new IOException("the package holds no " + path);
            }
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
