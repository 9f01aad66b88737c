package org.e2enet.catalogue;

import java.util.List;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditTrail.Head;

/**
 * What is kept of the audit trail beside its topic: records that the broker does not have yet, and the last one of each chain that it has, so
 * that a chain whose end is cut off can be told. Thread safe, over processes too.
 */
public final class AuditDesk {
    private static final int NUMBER_DIGITS = 12;

    private final Documents<AuditRecorded> waiting;
    private final Documents<Head> heads;

    AuditDesk(Documents<AuditRecorded> waiting, Documents<Head> heads) {
        this.waiting = waiting;
        this.heads = heads;
    }

    static String id(AuditRecorded record) {
        return record.chain() + "/" + ("%0" + NUMBER_DIGITS + "d").formatted(record.number());
    }

    /** Writes a record down until it is sent. */
    public void spool(AuditRecorded record) {
        waiting.put(record);
    }

    /** It is not to be sent any more. */
    public void unspool(AuditRecorded record) {
        waiting.remove(id(record));
    }

    /** The broker has a chain up to here, says whoever makes it. */
    public void reached(AuditRecorded record) {
        heads.put(new Head(record.chain(), record.number(), record.hash()));
    }

    /** The broker has a record of another process, which may have got further. */
    public void sent(AuditRecorded record) {
        if (heads.findReadable(record.chain())
                .filter(head -> head.number() >= record.number())
                .isEmpty()) {
            reached(record);
        }
        unspool(record);
    }

    /** Records of a service's other processes that were not sent, chain by chain in order. @param own chain that sends for itself */
    public List<AuditRecorded> left(String service, String own) {
        return waiting.ids().stream()
                .filter(id -> id.startsWith(service + "-") && !id.startsWith(own + "/"))
                .flatMap(id -> waiting.findReadable(id).stream())
                .toList();
    }

    /** The last record of each chain that the broker confirmed. */
    public List<Head> heads() {
        return heads.all().map(Entry::value).toList();
    }
}
