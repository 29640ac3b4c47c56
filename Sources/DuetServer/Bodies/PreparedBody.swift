import Crypto
import HTTPTypes
import Hummingbird

/// A body that is made once and sent many times: as it is and in gzip, each with a tag by which a browser finds
/// out that it has it already.
struct PreparedBody: Sendable {
    /// One of its two forms.
    private struct Form: Sendable {
        let bytes: ByteBuffer
        /// Names the very bytes (RFC 9110 section 8.8.1: a strong validator differs between encodings).
        let entityTag: String
    }

    private let type: String
    private let plain: Form
    private let gzip: Form?

    /// A body.
    /// - Parameters:
    ///   - type: Its media type.
    ///   - plain: Its bytes.
    ///   - gzip: The same in gzip; nil when there is no such form.
    init(type: String, plain: [UInt8], gzip: [UInt8]?) {
        let digest = SHA256.hash(data: plain).name
        self.type = type
        self.plain = Form(bytes: ByteBuffer(bytes: plain), entityTag: "\"\(digest)\"")
        self.gzip = gzip.map { Form(bytes: ByteBuffer(bytes: $0), entityTag: "\"\(digest)-gzip\"") }
    }

    /// The answer to whoever asks for it: in gzip where that is taken, and 304 when they have it.
    /// - Parameter cacheControl: Who may keep it, and must ask again when.
    /// - Throws: ``APIError/notAcceptable`` when neither form is taken.
    func response(to request: HTTPRequest, cacheControl: String) throws(APIError) -> Response {
        let accepted = AcceptedCodings(request.headerFields)
        let gzip = accepted.prefersGzip ? gzip : nil
        guard gzip != nil || accepted.takesIdentity else { throw .notAcceptable }
        let form = gzip ?? plain
        var headers: HTTPFields = [
            .eTag: form.entityTag, .cacheControl: cacheControl, .vary: "Accept-Encoding",
        ]
        if KnownEntityTags(request.headerFields).contains(form.entityTag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        if gzip != nil { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: form.bytes))
    }
}
