/**
 * Messages as bytes: an envelope with a version and a checksum, and numbers packed to the bit.
 * Whatever is read is hostile until it is checked. Knows no packing and no engine.
 */
@NullMarked
package org.autoprivacy.linear.wire;

import org.jspecify.annotations.NullMarked;
