package org.e2enet.standalone.audit;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.client.AuditClient;

/** All records of a trail, in the order of their topic. */
final class AuditRecords {
    private static final int AT_ONCE = 2_000;

    private AuditRecords() {}

    static List<AuditClient.Placed> all(AuditClient audit) throws InterruptedException {
        List<AuditClient.Placed> all = new ArrayList<>();
        List<AuditClient.Placed> page = audit.records(0, 0, AT_ONCE);
        while (!page.isEmpty()) {
            all.addAll(page);
            AuditClient.Placed last = page.getLast();
            page = audit.records(last.partition(), last.offset() + 1, AT_ONCE);
        }
        return all;
    }
}
