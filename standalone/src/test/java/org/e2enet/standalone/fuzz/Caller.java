package org.e2enet.standalone.fuzz;

/**
 * Who asks.
 *
 * @param name a role, or what is wrong with the login
 * @param authorization the header's value; null without one
 * @param standing what the services make of the login
 */
record Caller(String name, String authorization, Standing standing) {
    enum Standing {
        NONE,
        BAD,
        GOOD
    }
}
