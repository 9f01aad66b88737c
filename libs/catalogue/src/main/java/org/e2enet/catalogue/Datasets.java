package org.e2enet.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.DatasetDefinition;

/** Data set definitions, and which scans belong to them. Thread safe. */
public final class Datasets {
    private final Documents<DatasetDefinition> definitions;
    private final Documents<Member> members;

    Datasets(Documents<DatasetDefinition> definitions, Documents<Member> members) {
        this.definitions = definitions;
        this.members = members;
    }

    public void put(DatasetDefinition definition) {
        definitions.put(definition);
    }

    public Optional<DatasetDefinition> find(String name) {
        return definitions.find(name);
    }

    /** Names of all data sets, sorted. */
    public List<String> names() {
        return definitions.ids();
    }

    /** Notes that a scan belongs to a data set; noting it again changes nothing. */
    public void add(String dataset, String scanId) {
        members.keep(new Member(dataset, scanId));
    }

    /** Takes a scan out of a data set. */
    public void remove(String dataset, String scanId) {
        members.remove(new Member(dataset, scanId).id());
    }

    /** Ids of a data set's scans, sorted. */
    public List<String> scanIds(String dataset) {
        return members(dataset).toList();
    }

    /**
     * Up to {@code limit} ids of a data set's scans.
     *
     * @param after the last id of the page before, or null to begin
     */
    public Page<String> scanIds(String dataset, String after, int limit) {
        List<String> ids = members(dataset)
                .filter(id -> after == null || id.compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        return ids.size() > limit ? new Page<>(ids.subList(0, limit), ids.get(limit - 1)) : new Page<>(ids, null);
    }

    private Stream<String> members(String dataset) {
        return members.ids(dataset).stream().map(id -> id.substring(dataset.length() + 1));
    }
}
