/**
 * The search for each layer's tolerated error rate: environment, the DDPG agent and its rivals,
 * checkpoints, and the {@code AccuracyOracle} port. Must not know networks or how accuracy is
 * found.
 */
@NullMarked
package org.autoprivacy.search;

import org.jspecify.annotations.NullMarked;
