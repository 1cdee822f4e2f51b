# Makes normal-tail.json: python3 normal-tail.py > normal-tail.json (mpmath 1.3.0).
import json
from mpmath import mp, mpf, erfc, log, sqrt, findroot, nstr

mp.dps = 60

def log2_tail(x):
    return log(erfc(x / sqrt(mpf(2)))) / log(mpf(2))

def quantile(l):
    start = sqrt(-2 * l * log(mpf(2))) if l < -2 else -l * log(mpf(2)) * sqrt(mp.pi / 2)
    return findroot(lambda x: log2_tail(x) - l, start)

tails = [1e-30, 1e-12, 1e-3, 0.1, 0.5, 0.6744897501960817, 1.0, 1.5, 2.0, 2.12, 2.13, 2.5, 3.0,
         4.5, 6.0, 8.25, 10.0, 17.0, 26.5, 37.0, 37.3, 100.0, 1000.0]
logs = [-1e-12, -1e-6, -0.01, -0.25, -1.0, -2.0, -4.0, -4.88, -5.0, -7.0, -10.0, -13.0, -15.0,
        -20.0, -32.5, -40.0, -53.0, -60.0, -80.0, -128.0, -256.0, -512.0, -999.0, -1000.0, -1022.0,
        -1074.0, -100000.0]
print(json.dumps({
    "source": "complementary error function of mpmath 1.3.0 at 60 digits",
    "command": "python3 normal-tail.py > normal-tail.json",
    "tails": [{"x": x, "log2": nstr(log2_tail(mpf(x)), 20)} for x in tails],
    "quantiles": [{"log2": l, "x": nstr(quantile(mpf(l)), 20)} for l in logs],
}, indent=1))
