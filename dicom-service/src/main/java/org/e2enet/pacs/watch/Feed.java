package org.e2enet.pacs.watch;

/** What is new in one archive. One caller at a time. */
interface Feed {
    /**
     * Tells of what is new since the last call; that is safe when this returns, and never told twice unless it changed.
     *
     * @return whether there may be more at once
     */
    boolean poll();

    /** How far it is: for people. */
    long position();
}
