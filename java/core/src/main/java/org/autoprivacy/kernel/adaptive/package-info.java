/**
 * Kernels that start on single values and go over to vectors once the JIT compiler has compiled
 * those. Knows the contract of kernels alone, not how they compute.
 */
@NullMarked
package org.autoprivacy.kernel.adaptive;

import org.jspecify.annotations.NullMarked;
