/**
 * What a command says: words and progress for people, one JSON document for programs, errors with a way out.
 */
package org.e2enet.standalone.console;
