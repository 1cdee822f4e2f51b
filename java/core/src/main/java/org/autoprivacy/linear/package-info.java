/**
 * A linear layer under encryption: its packings, the operations and ciphertexts they need, and the
 * noise they leave. Must not know SEAL.
 */
@NullMarked
package org.autoprivacy.linear;

import org.jspecify.annotations.NullMarked;
