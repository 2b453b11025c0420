package dev.stoker.edgar.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder of the Feed as its `index.json` lists it.
@JsonIgnoreProperties(ignoreUnknown = true)
public record FeedIndex(@Nullable Directory directory) {
    /// The listing itself.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Directory(@Nullable List<Item> item) {}

    /// A file or folder.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(@Nullable String name, @Nullable String type) {}

    public static FeedIndex ofFiles(String... names) {
        return new FeedIndex(
                new Directory(List.of(names).stream().map(it -> new Item(it, "file")).toList()));
    }

    public boolean hasFile(String name) {
        if (directory == null || directory.item() == null) {
            return false;
        }
        return directory.item().stream()
                .anyMatch(item -> "file".equals(item.type()) && name.equals(item.name()));
    }
}
