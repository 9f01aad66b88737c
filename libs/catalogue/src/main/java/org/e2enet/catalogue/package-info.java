/**
 * What an installation has: typed documents of data sets, scans, models, runs, predictions and scores, and how a scan leaves with
 * all that was made from it. The only place that knows the names of documents.
 */
package org.e2enet.catalogue;
