/**
 * How large the noise of a BFV ciphertext is after each operation, and how often decryption
 * therefore fails. Must not know networks.
 */
@NullMarked
package org.autoprivacy.noise;

import org.jspecify.annotations.NullMarked;
