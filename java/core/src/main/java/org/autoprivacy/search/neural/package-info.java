/**
 * Small fully connected networks in single precision: product, forward and backward pass, Adam.
 * Every sum is taken in one fixed order, so results do not depend on the width of the machine's
 * vectors. Must not know what is learnt.
 */
@NullMarked
package org.autoprivacy.search.neural;

import org.jspecify.annotations.NullMarked;
