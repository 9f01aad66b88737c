/**
 * The REST API of MONAI Label, as far as 3D Slicer's extension uses it: automatic segmentation, next sample, submit.
 */
package org.e2enet.console.monai;
