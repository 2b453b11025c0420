package dev.stoker.edgar.select;

import java.util.Set;

/// A filing as the daily index lists it.
///
/// @param path of the whole submission below the Archives:
///   `edgar/data/320193/0000320193-25-000001.txt`
/// @param ciks of everybody it is listed under: filers, issuer, owners, subject
public record IndexedFiling(String accessionNumber, String form, String path, Set<Long> ciks) {
    public IndexedFiling {
        ciks = Set.copyOf(ciks);
    }
}
