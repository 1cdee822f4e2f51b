package org.autoprivacy.linear;

/**
 * A ciphertext of a reply that was not decrypted to what it ought to hold.
 *
 * @param factor which factor of t it is modulo
 * @param ciphertext its number among those of that factor
 * @param values output values in it
 * @param errors those of its wrong values, modulo the factor and centred
 * @param reported whether the client noticed
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read only.
public record WrongCiphertext(
    int factor, int ciphertext, int values, long[] errors, boolean reported) {}
