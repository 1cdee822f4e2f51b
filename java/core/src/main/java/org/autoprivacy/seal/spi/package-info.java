/**
 * The native interface as Java sees it: one method for each function of the C ABI, and where the
 * library lies. Must not know how it is called.
 */
@NullMarked
package org.autoprivacy.seal.spi;

import org.jspecify.annotations.NullMarked;
