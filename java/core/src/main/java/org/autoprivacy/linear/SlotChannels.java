package org.autoprivacy.linear;

/**
 * Which output channel lies in which place, a place being a block of slots; places are numbered on
 * over rows and ciphertexts.
 *
 * @param channels output channels
 * @param each channels of a ciphertext, behind which one place is left empty; or all of them
 * @param more places left empty at the end
 */
record SlotChannels(int channels, int each, int more) {

  /** One behind the other. */
  static SlotChannels dense(int channels) {
    return new SlotChannels(channels, channels, 0);
  }

  /** With the last place of each ciphertext empty, and so many more at the end. */
  static SlotChannels gapped(int channels, int placesEach, int more) {
    return new SlotChannels(channels, placesEach - 1, more);
  }

  /** Number of places up to the last that is used, and those left empty at the end. */
  int places() {
    return channels + (channels - 1) / each + more;
  }

  /** The channel in a place, or {@link LayerLayout#NOTHING}. */
  int at(int place) {
    int channel = place / (each + 1) * each + place % (each + 1);
    boolean used = place % (each + 1) < each && channel < channels;
    return used ? channel : LayerLayout.NOTHING;
  }
}
