// A target needs a file to compile; everything stands in the header.
#include "CTimex.h"
