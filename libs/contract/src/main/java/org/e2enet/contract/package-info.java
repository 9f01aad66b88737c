/**
 * What the services say to each other: one record per message, the topics they travel on, and their JSON form.
 * Messages carry references into the store, never voxels, weights or patient data.
 */
package org.e2enet.contract;
