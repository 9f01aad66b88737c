/**
 * Errors as HTTP answers: problem JSON with code, what, where and mend.
 */
package org.e2enet.ingest.problem;
