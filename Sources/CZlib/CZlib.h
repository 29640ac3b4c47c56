// The system's zlib (Debian: zlib1g-dev).
#include <zlib.h>
