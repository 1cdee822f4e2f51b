/**
 * Training with libtorch: float training, quantisation-aware fine-tuning, and export to integer
 * weights.
 */
@NullMarked
package org.autoprivacy.learn.train;

import org.jspecify.annotations.NullMarked;
