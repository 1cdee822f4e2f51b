/**
 * The parameters of one encrypted layer as values, and the rules that they have to obey. Must not
 * know costs or packings.
 */
@NullMarked
package org.autoprivacy.params;

import org.jspecify.annotations.NullMarked;
