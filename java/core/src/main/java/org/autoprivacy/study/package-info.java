/**
 * The studies of docs/experiments that need no training: what is measured or computed, as tables,
 * and the figures drawn of those tables. Must not know the search, or where engines come from.
 */
@NullMarked
package org.autoprivacy.study;

import org.jspecify.annotations.NullMarked;
