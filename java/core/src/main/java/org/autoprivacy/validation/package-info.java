/**
 * Holds the noise model against whole noise polynomials of an engine: standard deviations of single
 * operations and of random chains, and rates of failure. Must not know layers, parameters'
 * generation or which engine it is.
 */
@NullMarked
package org.autoprivacy.validation;

import org.jspecify.annotations.NullMarked;
