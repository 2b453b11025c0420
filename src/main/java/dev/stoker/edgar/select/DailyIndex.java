package dev.stoker.edgar.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What SEC's `master.yyyymmdd.idx` lists: one line for each company a filing names, in the form
/// `CIK|company|form|date|path`. A filing that names three companies stands there three times.
///
/// @param filings each once, in the order of their first lines
public record DailyIndex(List<IndexedFiling> filings) {
    private static final int MOST_PICKED = 200;
    private static final int SHARE = 10;
    private static final Pattern LINE =
            Pattern.compile(
                    "([0-9]{1,10})\\|.*\\|([^|]*)\\|[0-9-]*\\|(edgar/data/[0-9]+/([0-9-]{20})\\.txt)");

    public DailyIndex {
        filings = List.copyOf(filings);
    }

    /// Lines of another kind, such as the heading, are passed over.
    public static DailyIndex read(String text) {
        Map<String, IndexedFiling> filings = new LinkedHashMap<>();
        text.lines()
                .map(String::strip)
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(DailyIndex::row)
                .forEach(row -> filings.merge(row.accessionNumber(), row, DailyIndex::merged));
        return new DailyIndex(new ArrayList<>(filings.values()));
    }

    private static IndexedFiling row(Matcher line) {
        return new IndexedFiling(
                line.group(4), line.group(2), line.group(3), Set.of(Long.valueOf(line.group(1))));
    }

    private static IndexedFiling merged(IndexedFiling first, IndexedFiling second) {
        Set<Long> ciks = new HashSet<>(first.ciks());
        ciks.addAll(second.ciks());
        return new IndexedFiling(first.accessionNumber(), first.form(), first.path(), ciks);
    }

    public List<IndexedFiling> matching(FilingFilter filter) {
        return filings.stream()
                .filter(it -> filter.wants(Optional.of(it.form()), it.ciks()))
                .toList();
    }

    /// Whether to ask for filings one by one and not for the whole day: where they are a tenth of
    /// it at most, so that a tenth of the bytes comes, and 200 at most, which takes 25 seconds of
    /// the pace that everybody shares.
    public boolean isWorthPicking(Collection<IndexedFiling> matching) {
        return matching.size() <= MOST_PICKED && SHARE * matching.size() <= filings.size();
    }
}
