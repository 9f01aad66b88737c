/**
 * The catalogue's database half: scores with all their revisions, costs of models, comparison sets and standings over time, in H2 (a
 * file) or PostgreSQL. The only place with SQL in it.
 */
package org.e2enet.history;
