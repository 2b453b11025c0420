package dev.stoker.testkit;

import dev.stoker.batch.job.Claim;
import dev.stoker.batch.job.Finished;
import dev.stoker.batch.job.Job;
import dev.stoker.batch.job.NewItem;
import dev.stoker.batch.job.Outcome;
import dev.stoker.batch.job.Tokens;
import java.util.List;
import java.util.stream.IntStream;

/// Jobs and items of the batch queue for tests.
public final class Items {
    public static final String MODEL = "llm";

    private Items() {}

    public static Job.Description job() {
        return new Job.Description("test", MODEL, "{}");
    }

    public static NewItem item(String key) {
        return new NewItem(
                key,
                "{\"key\":\"%s\"}".formatted(key),
                new NewItem.Request("/v1/chat/completions", "{\"prompt\":\"" + key + "\"}"));
    }

    /// Items with the keys `item-0`, `item-1`, …
    public static List<NewItem> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> item("item-" + i)).toList();
    }

    public static Finished answered(Claim claim) {
        return new Finished(
                claim.ref(), new Outcome.Answered(200, "{\"ok\":true}", new Tokens(10, 2)));
    }

    public static Finished failed(Claim claim, String reason) {
        return new Finished(claim.ref(), new Outcome.Failed(reason));
    }
}
