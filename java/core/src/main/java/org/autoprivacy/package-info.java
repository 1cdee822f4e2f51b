/**
 * The main job for Java programs: {@code AutoPrivacy} wires network, generator, search and engine.
 * May import every room of the core; no room imports it.
 */
@NullMarked
package org.autoprivacy;

import org.jspecify.annotations.NullMarked;
