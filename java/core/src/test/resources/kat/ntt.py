"""Known answers of the negacyclic NTT by its definition; `python3 ntt.py > ntt.json` made ntt.json.

The transform of a is a(psi^(2*rev(i)+1)), psi the smallest primitive 2n-th root of unity modulo the
prime, rev the reversal of log2(n) bits. Numbers are strings, since some exceed 2^53.
"""
import json


def is_prime(q):
    if q < 2 or any(q % p == 0 and q != p for p in (2, 3, 5, 7, 11, 13)):
        return False
    odd, twos = q - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(base, odd, q)
        if base % q and x not in (1, q - 1):
            for _ in range(twos - 1):
                x = x * x % q
                if x == q - 1:
                    break
            else:
                return False
    return True


def case(n, bits):
    q = ((1 << bits) - 2) // (2 * n) * 2 * n + 1
    while not is_prime(q):
        q -= 2 * n
    g = next(g for g in range(2, q) if pow(g, (q - 1) // 2, q) == q - 1)
    some = pow(g, (q - 1) // (2 * n), q)
    psi = min(pow(some, e, q) for e in range(1, 2 * n, 2))
    state, a = 12345 + bits, []
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        a.append(state % q)
    log = n.bit_length() - 1
    transform = []
    for i in range(n):
        e = 2 * int(format(i, "0%db" % log)[::-1], 2) + 1
        x, y = pow(psi, e, q), 0
        for c in reversed(a):
            y = (y * x + c) % q
        transform.append(y)
    return {
        "polyDegree": n,
        "prime": str(q),
        "root": str(psi),
        "coefficients": [str(c) for c in a],
        "transform": [str(c) for c in transform],
    }


CASES = [(4, 12), (8, 20), (64, 30), (64, 44), (128, 48), (128, 60), (256, 36), (64, 61)]
print(json.dumps({"command": "python3 ntt.py > ntt.json", "cases": [case(*c) for c in CASES]}))
