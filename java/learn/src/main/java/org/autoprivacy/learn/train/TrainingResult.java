package org.autoprivacy.learn.train;

import org.autoprivacy.network.Network;

/**
 * What training gave.
 *
 * @param network the integers
 * @param top1Float fraction of test images right before quantisation
 * @param top1Int fraction of test images right with the integers
 * @param epochs epochs trained, quantised ones included
 * @param seconds that this took, earlier parts of a resumed training included
 */
public record TrainingResult(
    Network network, double top1Float, double top1Int, int epochs, double seconds) {}
