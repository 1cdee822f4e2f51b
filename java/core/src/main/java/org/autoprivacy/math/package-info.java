/**
 * Number theory and numerics that everything else stands on: primes and roots, modular constants,
 * log-domain sums and quantiles. Knows nothing of encryption or networks.
 */
@NullMarked
package org.autoprivacy.math;

import org.jspecify.annotations.NullMarked;
