/** JMH benchmarks: implementation is a parameter, never a separate class. */
@NullMarked
package org.autoprivacy.bench;

import org.jspecify.annotations.NullMarked;
