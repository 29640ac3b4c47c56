import Glibc

/// The system calls of a TCP socket to a server on this machine.
struct Socket {
    let descriptor: CInt

    /// Begins to connect to a port of 127.0.0.1.
    /// - Parameter isBlocking: whether every call waits until it is done.
    init(port: UInt16, isBlocking: Bool) throws {
        let kind = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        descriptor = socket(AF_INET, isBlocking ? kind : kind | CInt(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw SystemFailure("socket") }
        var yes: CInt = 1
        setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<CInt>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 || errno == EINPROGRESS else { throw SystemFailure("connect") }
    }

    /// What became of the attempt to connect.
    func checkConnected() throws {
        var code: CInt = 0
        var size = socklen_t(MemoryLayout<CInt>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
        guard code == 0 else { throw SystemFailure("connect", code: code) }
    }

    /// - Returns: how many of the bytes were taken; zero when there is no room.
    func send(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
        guard count >= 0 || errno == EAGAIN else { throw SystemFailure("send") }
        return max(0, count)
    }

    /// - Returns: how many bytes there were; nil when there are none now, zero when there will be none again.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if count < 0, errno == EAGAIN { return nil }
        guard count >= 0 else { throw SystemFailure("recv") }
        return count
    }

    func close() { _ = Glibc.close(descriptor) }
}
