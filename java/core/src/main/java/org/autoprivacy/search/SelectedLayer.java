package org.autoprivacy.search;

/**
 * A layer with the parameters it was given.
 *
 * @param name the layer's name
 * @param shape its shape token
 * @param candidate its parameters, cost and errors
 */
public record SelectedLayer(String name, String shape, LayerCandidate candidate) {}
