/** The FFM twin of the native interface. Must not know the JNA twin. */
@NullMarked
package org.autoprivacy.seal.ffm;

import org.jspecify.annotations.NullMarked;
