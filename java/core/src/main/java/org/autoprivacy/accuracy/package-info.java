/**
 * How accurate a network stays when decryptions fail: the error models at a layer's real geometry,
 * and the oracle that the search asks. Must not know SEAL or how a policy was found.
 */
@NullMarked
package org.autoprivacy.accuracy;

import org.jspecify.annotations.NullMarked;
