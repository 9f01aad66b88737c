/**
 * A predicted label volume against the truth: overlap, surfaces and volumes per class, with named rules for classes that
 * are absent, and means that say how many values they rest on.
 */
package org.e2enet.scoring.evaluation;
