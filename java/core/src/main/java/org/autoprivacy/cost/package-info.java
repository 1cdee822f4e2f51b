/**
 * What an encrypted layer costs: the machine's measured latencies times the operation counts, and
 * bytes on the wire. Must not know which policy is searched.
 */
@NullMarked
package org.autoprivacy.cost;

import org.jspecify.annotations.NullMarked;
