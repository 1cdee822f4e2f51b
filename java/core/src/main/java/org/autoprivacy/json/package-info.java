/**
 * Files as JSON: how numbers are written, and files that are whole or not there. Knows no room
 * above it.
 */
@NullMarked
package org.autoprivacy.json;

import org.jspecify.annotations.NullMarked;
