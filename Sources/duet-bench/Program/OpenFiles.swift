import Glibc

/// How many files and sockets this process, and those it starts, may have open.
enum OpenFiles {
    /// Raises the limit as far as the system allows (getrlimit(2)).
    static func allowAll() {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
    }
}
