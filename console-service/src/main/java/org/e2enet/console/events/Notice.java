package org.e2enet.console.events;

/**
 * Something happened: look again.
 *
 * @param id where to go on after it
 * @param name of the event
 * @param data JSON
 */
record Notice(String id, String name, String data) {
    private static final String RESET = "reset";
    private static final String NOTHING = "{}";

    /** Look at everything again. */
    static Notice reset(String id) {
        return new Notice(id, RESET, NOTHING);
    }
}
