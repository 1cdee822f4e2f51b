/**
 * The cheapest feasible parameters of a layer, with reasons, and the whole-network policies of
 * prior work. Must not know agents.
 */
@NullMarked
package org.autoprivacy.generator;

import org.jspecify.annotations.NullMarked;
