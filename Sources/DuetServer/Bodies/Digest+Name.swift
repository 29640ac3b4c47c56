import Crypto

extension Digest {
    /// The first 64 bits in hexadecimal digits: enough to tell versions of a thing apart, where nobody gains by two
    /// that look alike.
    var name: String {
        prefix(8).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
