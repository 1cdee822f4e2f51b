package org.autoprivacy.linear;

/**
 * A ciphertext of a reply whose decryption is known to have failed: all its values are wrong.
 *
 * @param factor which factor of t it is modulo
 * @param ciphertext its number among those of that factor
 * @param values how many output values are in it
 */
public record FailedCiphertext(int factor, int ciphertext, int values) {}
