/**
 * Rings of several primes: residue bases, polynomials as limb-major arrays, conversions between
 * bases, exact scaling, and random polynomials. Knows no encryption scheme.
 */
@NullMarked
package org.autoprivacy.ring;

import org.jspecify.annotations.NullMarked;
