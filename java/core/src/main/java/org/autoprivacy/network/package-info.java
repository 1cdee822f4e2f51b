/**
 * Neural networks as the server holds them: layer shapes, topologies, quantised weights, and exact
 * integer inference with errors added after any linear layer. Must not know encryption.
 */
@NullMarked
package org.autoprivacy.network;

import org.jspecify.annotations.NullMarked;
