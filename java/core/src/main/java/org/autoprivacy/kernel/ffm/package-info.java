/**
 * The transforms of native/kernels through the foreign function interface: where the library lies,
 * its symbols, and a kernel that calls them. Knows no other implementation.
 */
@NullMarked
package org.autoprivacy.kernel.ffm;

import org.jspecify.annotations.NullMarked;
