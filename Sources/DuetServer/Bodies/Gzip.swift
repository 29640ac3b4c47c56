import CZlib

/// gzip (RFC 1952), for bodies that are made once and sent many times.
enum Gzip {
    /// Where more work stops to pay: on a list of people, 6 (zlib's own choice) takes half as long again to save
    /// 6 % of the bytes, and 1 saves a fifth of the time for 13 % more.
    private static let level: Int32 = 3
    /// The largest window, and 16 for gzip's own header and checksum (zlib.h, `deflateInit2`).
    private static let windowBits: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8

    /// The only smaller form of a body that is made while the server runs; none when there is no memory for it.
    static func coded(_ bytes: [UInt8]) -> [ContentCoding: [UInt8]] {
        compress(bytes).map { [.gzip: $0] } ?? [:]
    }

    /// The bytes in gzip.
    /// - Returns: nil when there is no memory for it: zlib knows no other failure here. What is to be sent can
    ///   still go as it is.
    static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, windowBits, memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        return bytes.withUnsafeBufferPointer { input in
            // zlib reads from here only, though its type does not say so.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = uInt(input.count)
            let bound = Int(deflateBound(&stream, uLong(input.count)))
            var isWhole = false
            let output = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
                stream.next_out = buffer.baseAddress
                stream.avail_out = uInt(bound)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = bound - Int(stream.avail_out)
            }
            return isWhole ? output : nil
        }
    }
}
