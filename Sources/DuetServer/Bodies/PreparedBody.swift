import Crypto
import HTTPTypes
import Hummingbird

/// A body that is made once and sent many times: as it is and made smaller, each with a tag by which a browser finds
/// out that it has it already.
struct PreparedBody: Sendable {
    /// One of its forms.
    private struct Form: Sendable {
        let bytes: ByteBuffer
        /// Names the very bytes (RFC 9110 section 8.8.1: a strong validator differs between encodings).
        let entityTag: String
    }

    private let type: String
    private let plain: Form
    private let coded: [(coding: ContentCoding, form: Form)]

    /// A body.
    /// - Parameters:
    ///   - type: Its media type.
    ///   - plain: Its bytes.
    ///   - coded: The same in the codings in which it is there.
    init(type: String, plain: [UInt8], coded: [ContentCoding: [UInt8]]) {
        let digest = SHA256.hash(data: plain).name
        self.type = type
        self.plain = Form(bytes: ByteBuffer(bytes: plain), entityTag: "\"\(digest)\"")
        self.coded = ContentCoding.allCases.compactMap { coding in
            guard let bytes = coded[coding] else { return nil }
            return (
                coding, Form(bytes: ByteBuffer(bytes: bytes), entityTag: "\"\(digest)-\(coding.rawValue)\"")
            )
        }
    }

    /// The answer to whoever asks for it: in the smallest form that they take, and 304 when they have it.
    /// - Parameter cacheControl: Who may keep it, and must ask again when.
    /// - Throws: ``APIError/notAcceptable`` when no form is taken.
    func response(to request: HTTPRequest, cacheControl: String) throws(APIError) -> Response {
        let accepted = AcceptedCodings(request.headerFields)
        let coding = accepted.preferred(among: coded.lazy.map(\.coding))
        guard coding != nil || accepted.takesIdentity else { throw .notAcceptable }
        let form = coded.first { $0.coding == coding }?.form ?? plain
        var headers: HTTPFields = [
            .eTag: form.entityTag, .cacheControl: cacheControl, .vary: "Accept-Encoding",
        ]
        if KnownEntityTags(request.headerFields).contains(form.entityTag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        headers[.contentEncoding] = coding?.rawValue
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: form.bytes))
    }
}
