/** Data sets in their official file formats, checked before use. */
@NullMarked
package org.autoprivacy.learn.data;

import org.jspecify.annotations.NullMarked;
