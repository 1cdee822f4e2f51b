/**
 * Our own engine: BFV on the JVM, with SEAL's parameters, orders and roundings, so that keys and
 * ciphertexts travel between the two. Knows no SEAL and needs no native library. See
 * docs/notes/engine.md.
 */
@NullMarked
package org.autoprivacy.bfv.engine;

import org.jspecify.annotations.NullMarked;
