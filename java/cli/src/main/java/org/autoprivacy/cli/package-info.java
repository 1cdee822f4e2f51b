/** The command line: parses, wires, prints; the one place that knows every module. */
@NullMarked
package org.autoprivacy.cli;

import org.jspecify.annotations.NullMarked;
