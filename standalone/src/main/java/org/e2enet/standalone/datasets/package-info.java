/**
 * Data sets as they lie in folders (nnU-Net, Medical Segmentation Decathlon) and their way into a running stack.
 */
package org.e2enet.standalone.datasets;
