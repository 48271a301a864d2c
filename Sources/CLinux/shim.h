// What the C library has beyond its standard, and therefore hides from Swift's own module of it.
#pragma once
#include <sys/resource.h>
#include <sys/types.h>

int prlimit(pid_t process, int resource, const struct rlimit *limit, struct rlimit *old);
