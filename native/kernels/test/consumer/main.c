#include <autoprivacy_kernels.h>

int main(void)
{
    uint64_t values[4] = { 1, 2, 3, 4 };
    apk_ntt *plan;
    int32_t status = apk_ntt_create(4, 4073, &plan);
    status += apk_ntt_forward(plan, values) + apk_ntt_inverse(plan, values);
    apk_ntt_destroy(plan);
    return status != 0 || values[3] != 4;
}
