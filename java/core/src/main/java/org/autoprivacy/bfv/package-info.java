/**
 * The {@code HeBackend} port: BFV parameters, keys, ciphertexts and operations as every engine
 * offers them. Knows no engine.
 */
@NullMarked
package org.autoprivacy.bfv;

import org.jspecify.annotations.NullMarked;
