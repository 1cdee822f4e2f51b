/**
 * Labelled images in their official file formats, checked before use, and the test images that come
 * with the project. Knows no network.
 */
@NullMarked
package org.autoprivacy.data;

import org.jspecify.annotations.NullMarked;
