/** The JNA twin of the native interface. Must not know the FFM twin. */
@NullMarked
package org.autoprivacy.seal.jna;

import org.jspecify.annotations.NullMarked;
