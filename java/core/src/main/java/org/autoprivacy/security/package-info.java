/**
 * Security of LWE parameters in bits, computed by the lattice estimator. Must know nothing but
 * numerics.
 */
@NullMarked
package org.autoprivacy.security;

import org.jspecify.annotations.NullMarked;
