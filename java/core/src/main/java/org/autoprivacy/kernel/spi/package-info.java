/**
 * What implementations of the kernels share: moduli, NTT tables, and the interfaces they implement.
 * Values are in range and lengths fit: the facade has checked. Knows no implementation.
 */
@NullMarked
package org.autoprivacy.kernel.spi;

import org.jspecify.annotations.NullMarked;
