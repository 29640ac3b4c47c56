// What Swift's module of the C library leaves out of Linux: whether the kernel's clock is kept right (adjtimex(2)).
#pragma once

#include <sys/timex.h>
