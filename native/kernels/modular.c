/* Constants of bases. */
#include "modular.h"
#include "values.h"

/* By Euclid's algorithm. */
uint64_t apk_inverse(uint64_t a, uint64_t m)
{
    int64_t before = 0, now = 1;
    uint64_t r = m, s = a % m;
    while (s != 0)
    {
        const uint64_t q = r / s, rest = r - q * s;
        const int64_t next = before - (int64_t)q * now;
        before = now;
        now = next;
        r = s;
        s = rest;
    }
    return r != 1 ? 0 : before < 0 ? m - (uint64_t)-before : (uint64_t)before;
}

uint64_t apk_product_without(const uint64_t *moduli, int count, int without, uint64_t m)
{
    uint64_t product = 1 % m;
    for (int i = 0; i < count; i++)
    {
        product = i == without ? product : modular(product, moduli[i] % m, m);
    }
    return product;
}

int apk_bits_of(const uint64_t *moduli, int count)
{
    uint64_t all = 0;
    for (int i = 0; i < count; i++)
    {
        all |= moduli[i];
    }
    return 64 - __builtin_clzll(all);
}

double apk_split(int terms, int a_bits, int b_bits)
{
    const int log_terms = terms < 2 ? 0 : 32 - __builtin_clz((unsigned)terms - 1);
    const int most = a_bits + b_bits - 51, room = a_bits + b_bits + log_terms - 53;
    const int larger = most > room ? most : room, s = larger > 0 ? larger : 0;
    if (s + log_terms > 52 || a_bits + log_terms > 52)
    {
        return 0;
    }
    double split = 0x1.8p52;
    for (int i = 0; i < s; i++)
    {
        split *= 2;
    }
    return split;
}
