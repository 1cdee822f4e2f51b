package org.autoprivacy.seal.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.autoprivacy.seal.spi.NativeLibraryFile;

/**
 * The symbols of native/seal/autoprivacy_seal.h. A signature lists the parameters but the last, the
 * message: I and J are int and long, A an address.
 */
final class SealBindings {

  private static final SymbolLookup LOOKUP =
      SymbolLookup.libraryLookup(NativeLibraryFile.locate(), Arena.global());

  static final MethodHandle ABI_VERSION = handle("ap_abi_version", "A");
  static final MethodHandle LIBRARY_DESCRIBE = handle("ap_library_describe", "IA");
  static final MethodHandle OBJECT_DESTROY = handle("ap_object_destroy", "J");
  static final MethodHandle CONTEXT_CREATE = handle("ap_context_create", "IIAJJA");
  static final MethodHandle CONTEXT_GALOIS_ELEMENT = handle("ap_context_galois_element", "JIA");
  static final MethodHandle NTT_FORWARD = handle("ap_ntt_forward", "JIJA");
  static final MethodHandle NTT_INVERSE = handle("ap_ntt_inverse", "JIJA");
  static final MethodHandle NTT_REPEAT = handle("ap_ntt_repeat", "JIIIJA");
  static final MethodHandle SECRET_KEY_CREATE = handle("ap_secret_key_create", "JA");
  static final MethodHandle SECRET_KEY_EXPORT = handle("ap_secret_key_export", "JJJA");
  static final MethodHandle SECRET_KEY_IMPORT = handle("ap_secret_key_import", "JJAA");
  static final MethodHandle PUBLIC_KEY_CREATE = handle("ap_public_key_create", "JJA");
  static final MethodHandle PUBLIC_KEY_EXPORT = handle("ap_public_key_export", "JJJA");
  static final MethodHandle PUBLIC_KEY_IMPORT = handle("ap_public_key_import", "JJAA");
  static final MethodHandle RELIN_KEY_CREATE = handle("ap_relin_key_create", "JJA");
  static final MethodHandle RELIN_KEY_EXPORT = handle("ap_relin_key_export", "JJJA");
  static final MethodHandle RELIN_KEY_IMPORT = handle("ap_relin_key_import", "JJAA");
  static final MethodHandle GALOIS_KEYS_CREATE = handle("ap_galois_keys_create", "JJIAA");
  static final MethodHandle GALOIS_KEYS_EMPTY = handle("ap_galois_keys_empty", "JA");
  static final MethodHandle GALOIS_KEYS_ELEMENTS = handle("ap_galois_keys_elements", "JJIAA");
  static final MethodHandle GALOIS_KEYS_EXPORT = handle("ap_galois_keys_export", "JJIJA");
  static final MethodHandle GALOIS_KEYS_IMPORT = handle("ap_galois_keys_import", "JJIJA");
  static final MethodHandle PLAINTEXT_CREATE = handle("ap_plaintext_create", "JJAA");
  static final MethodHandle PLAINTEXT_ENCODE = handle("ap_plaintext_encode", "JJAA");
  static final MethodHandle PLAINTEXT_DECODE = handle("ap_plaintext_decode", "JJJA");
  static final MethodHandle PLAINTEXT_NTT_LIMBS = handle("ap_plaintext_ntt_limbs", "JJA");
  static final MethodHandle PLAINTEXT_TO_NTT = handle("ap_plaintext_to_ntt", "JJIA");
  static final MethodHandle PLAINTEXT_EXPORT = handle("ap_plaintext_export", "JJJA");
  static final MethodHandle PLAINTEXT_IMPORT_NTT = handle("ap_plaintext_import_ntt", "JIJAA");
  static final MethodHandle CIPHERTEXT_ENCRYPT_SYMMETRIC =
      handle("ap_ciphertext_encrypt_symmetric", "JJJA");
  static final MethodHandle CIPHERTEXT_ENCRYPT_SEEDED =
      handle("ap_ciphertext_encrypt_seeded", "JJJJAA");
  static final MethodHandle CIPHERTEXT_ENCRYPT_PUBLIC =
      handle("ap_ciphertext_encrypt_public", "JJJA");
  static final MethodHandle CIPHERTEXT_DECRYPT = handle("ap_ciphertext_decrypt", "JJJA");
  static final MethodHandle CIPHERTEXT_SHAPE = handle("ap_ciphertext_shape", "JJA");
  static final MethodHandle CIPHERTEXT_EXPORT = handle("ap_ciphertext_export", "JJJA");
  static final MethodHandle CIPHERTEXT_IMPORT = handle("ap_ciphertext_import", "JIIIJAA");
  static final MethodHandle CIPHERTEXT_ADD = handle("ap_ciphertext_add", "JJJA");
  static final MethodHandle CIPHERTEXT_ADD_IN_PLACE = handle("ap_ciphertext_add_in_place", "JJJ");
  static final MethodHandle CIPHERTEXT_SUBTRACT = handle("ap_ciphertext_subtract", "JJJA");
  static final MethodHandle CIPHERTEXT_ADD_PLAIN = handle("ap_ciphertext_add_plain", "JJJA");
  static final MethodHandle CIPHERTEXT_SUBTRACT_PLAIN =
      handle("ap_ciphertext_subtract_plain", "JJJA");
  static final MethodHandle CIPHERTEXT_MULTIPLY_PLAIN =
      handle("ap_ciphertext_multiply_plain", "JJJA");
  static final MethodHandle CIPHERTEXT_MULTIPLY = handle("ap_ciphertext_multiply", "JJJA");
  static final MethodHandle CIPHERTEXT_RELINEARIZE = handle("ap_ciphertext_relinearize", "JJJA");
  static final MethodHandle CIPHERTEXT_ROTATE_ROWS = handle("ap_ciphertext_rotate_rows", "JJIJA");
  static final MethodHandle CIPHERTEXT_ROTATE_COLUMNS =
      handle("ap_ciphertext_rotate_columns", "JJJA");
  static final MethodHandle CIPHERTEXT_APPLY_GALOIS = handle("ap_ciphertext_apply_galois", "JJIJA");
  static final MethodHandle CIPHERTEXT_MOD_SWITCH = handle("ap_ciphertext_mod_switch", "JJA");
  static final MethodHandle CIPHERTEXT_TO_NTT = handle("ap_ciphertext_to_ntt", "JJA");
  static final MethodHandle CIPHERTEXT_FROM_NTT = handle("ap_ciphertext_from_ntt", "JJA");
  static final MethodHandle CIPHERTEXT_TO_NTT_IN_PLACE =
      handle("ap_ciphertext_to_ntt_in_place", "JJ");
  static final MethodHandle CIPHERTEXT_FROM_NTT_IN_PLACE =
      handle("ap_ciphertext_from_ntt_in_place", "JJ");
  static final MethodHandle CIPHERTEXT_PHASE = handle("ap_ciphertext_phase", "JJJJA");
  static final MethodHandle CIPHERTEXT_NOISE_BUDGET = handle("ap_ciphertext_noise_budget", "JJJA");
  static final MethodHandle PROBE_CREATE = handle("ap_probe_create", "JA");
  static final MethodHandle PROBE_RUN = handle("ap_probe_run", "JI");

  private SealBindings() {}

  private static MethodHandle handle(String symbol, String signature) {
    MemoryLayout[] parameters = new MemoryLayout[signature.length() + 1];
    for (int i = 0; i < signature.length(); i++) {
      parameters[i] =
          switch (signature.charAt(i)) {
            case 'I' -> JAVA_INT;
            case 'J' -> JAVA_LONG;
            default -> ADDRESS;
          };
    }
    parameters[signature.length()] = ADDRESS;
    return Linker.nativeLinker()
        .downcallHandle(LOOKUP.findOrThrow(symbol), FunctionDescriptor.of(JAVA_INT, parameters));
  }
}
