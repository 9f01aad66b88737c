/** Whether keeping largest components helps: tried on every case of a cross-validation, decided over all of them. */
package org.e2enet.scoring.postprocessing;
