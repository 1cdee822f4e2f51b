/**
 * Microsoft SEAL as an engine: {@code SealBackend} over one native interface with two twins, FFM
 * and JNA. Must not know costs or the search.
 */
@NullMarked
package org.autoprivacy.seal;

import org.jspecify.annotations.NullMarked;
