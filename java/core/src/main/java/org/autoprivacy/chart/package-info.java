/**
 * Figures as SVG: lines and bars of given numbers, written as text, the same bytes for the same
 * numbers. Must not know what the numbers mean.
 */
@NullMarked
package org.autoprivacy.chart;

import org.jspecify.annotations.NullMarked;
