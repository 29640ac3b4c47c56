/// A way to make a body smaller (RFC 9110 section 8.4.1), the smallest first.
enum ContentCoding: String, CaseIterable {
    /// RFC 7932. Browsers take it by https, and from their own machine.
    case brotli = "br"
    /// RFC 1952.
    case gzip

    /// How the name of a file ends that holds another one in this form.
    var fileExtension: String {
        switch self {
        case .brotli: "br"
        case .gzip: "gz"
        }
    }
}
