/**
 * The safetensors file format: tensors by name with a JSON header and nothing that could run. Reads files of any size
 * through a mapping and trusts no number in them; writes the same bytes for the same tensors.
 */
package org.e2enet.safetensors;
