// What Swift's module of the C library leaves out of Linux: waiting for many sockets, and for a moment.
#pragma once

#include <sys/epoll.h>
#include <sys/timerfd.h>
