/** A program of a user: it links the core artifact and nothing else. */
@NullMarked
package org.autoprivacy.example;

import org.jspecify.annotations.NullMarked;
