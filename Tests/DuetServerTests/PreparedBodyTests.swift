import CZlib
import HTTPTypes
import Hummingbird
import Testing

@testable import DuetServer

struct PreparedBodyTests {
    private let text = Array(String(repeating: "Alice and Bo. ", count: 1_000).utf8)

    private func request(_ fields: [(HTTPField.Name, String)]) -> HTTPRequest {
        var request = HTTPRequest(method: .get, scheme: nil, authority: "duet.example", path: "/")
        for (name, value) in fields { request.headerFields.append(HTTPField(name: name, value: value)) }
        return request
    }

    @Test(
        "gzip is sent to whoever takes it",
        arguments: [
            ("gzip", true), ("gzip, deflate, br, zstd", true), ("GZIP", true), ("deflate,x-gzip;q=0.1", true),
            ("*", true), ("identity;q=1, *;q=0.5", false), ("", false), ("identity", false),
            ("gzip;q=0", false),
            ("gzip; q=0.000, *", false), ("gzipped", false), ("gzip;Q=0", false),
            ("gzip ; q=0.", false), ("gzip;q=0.5", true), ("gzip;q=0.5, identity;q=0.6", false),
            ("gzip;q=0.6, identity;q=0.5", true), ("identity;q=0, gzip", true), ("*;q=0, gzip", true),
            ("identity;q=0, *", true), ("gzip;q=0.5, *;q=0.6", false), ("gzip;q=2", false),
            ("gzip;q=x", false),
            ("gzip;q=0.0001", false), (", ,gzip", true),
        ])
    func gzip(accepted: String, isGzip: Bool) throws {
        let body = PreparedBody(type: "text/plain", plain: text, coded: Gzip.coded(text))
        let response = try body.response(to: request([(.acceptEncoding, accepted)]), cacheControl: "no-cache")
        #expect((response.headers[.contentEncoding] == "gzip") == isGzip)
        #expect((try #require(response.body.contentLength) < 1_000) == isGzip)
        #expect(response.headers[.vary] == "Accept-Encoding")
        #expect(response.headers[.cacheControl] == "no-cache")
    }

    @Test(
        "of several forms the one that is liked best is sent, and of those that are liked alike the smallest",
        arguments: [
            ("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0.5, gzip", "gzip"),
            ("br;q=0, *", "gzip"), ("*", "br"), ("identity", nil), ("br;q=0.5, gzip;q=0.5, identity", nil),
            ("BR", "br"), ("brotli", nil), ("", nil),
        ] as [(String, String?)])
    func codings(accepted: String, coding: String?) throws {
        let body = PreparedBody(
            type: "text/plain", plain: text, coded: [.gzip: [1, 2], .brotli: [3]])
        let response = try body.response(to: request([(.acceptEncoding, accepted)]), cacheControl: "no-cache")
        #expect(response.headers[.contentEncoding] == coding)
        #expect(response.body.contentLength == (coding == "br" ? 1 : coding == "gzip" ? 2 : text.count))
    }

    @Test(
        "whoever rules out every form that there is gets 406",
        arguments: [
            ("identity;q=0", true, false), ("*;q=0", true, false), ("br;q=1, *;q=0", true, false),
            ("identity;q=0, gzip;q=0", true, false), ("identity;q=0, gzip", false, false),
            ("identity;q=0, gzip", true, true), ("*;q=0, identity", true, true), ("gzip;q=0", true, true),
        ])
    func notAcceptable(accepted: String, hasGzip: Bool, isAnswered: Bool) {
        let body = PreparedBody(type: "text/plain", plain: text, coded: hasGzip ? Gzip.coded(text) : [:])
        let request = request([(.acceptEncoding, accepted)])
        let refusal: APIError?
        do {
            _ = try body.response(to: request, cacheControl: "no-cache")
            refusal = nil
        } catch {
            refusal = error
        }
        #expect(refusal == (isAnswered ? nil : .notAcceptable))
    }

    @Test(
        "a list of entity tags is read as one, whatever stands in them, and a star is all there is",
        arguments: [
            ("*", true), (" * ", true), ("*, \"x\"", false), ("\"*\"", false), ("\"tag\"", true),
            ("W/\"tag\"", true), ("w/\"tag\"", false), ("\"a,b\" , \"tag\"", true),
            ("\"a\",,\t\"tag\"", true),
            ("\"a, \"tag\", b\"", false), ("tag", false), ("\"TAG\"", false), ("\"tag", false),
            ("\"\", \"tag\"", true), ("", false),
        ])
    func entityTags(field: String, isKnown: Bool) {
        let headers = request([(.ifNoneMatch, field)]).headerFields
        #expect(KnownEntityTags(headers).contains("\"tag\"") == isKnown)
    }

    @Test("without a compressed form the plain one is sent")
    func plain() throws {
        let body = PreparedBody(type: "text/plain", plain: text, coded: [:])
        let response = try body.response(to: request([(.acceptEncoding, "gzip")]), cacheControl: "no-cache")
        #expect(response.headers[.contentEncoding] == nil)
        #expect(response.body.contentLength == text.count)
    }

    @Test("whoever has these very bytes is told so, and nobody else")
    func notModified() throws {
        let body = PreparedBody(type: "text/plain", plain: text, coded: Gzip.coded(text))
        func answer(_ fields: [(HTTPField.Name, String)]) throws -> Response {
            try body.response(to: request(fields), cacheControl: "no-cache")
        }
        let plain = try #require(try answer([]).headers[.eTag])
        let gzip = try #require(try answer([(.acceptEncoding, "gzip")]).headers[.eTag])
        #expect(plain != gzip)

        for known in [plain, "W/\(plain)", "\"other\", \(plain)", "*"] {
            let response = try answer([(.ifNoneMatch, known)])
            #expect(response.status == .notModified, "\(known)")
            #expect(response.headers[.eTag] == plain)
            #expect(response.body.contentLength == 0)
        }
        #expect(try answer([(.ifNoneMatch, "\"other\""), (.ifNoneMatch, plain)]).status == .notModified)
        #expect(try answer([(.acceptEncoding, "gzip"), (.ifNoneMatch, gzip)]).status == .notModified)
        // A body in gzip is of no use to whoever asks for the other one.
        #expect(try answer([(.ifNoneMatch, gzip)]).status == .ok)
        for unknown in ["\"other\"", "", String(plain.dropFirst().dropLast())] {
            #expect(try answer([(.ifNoneMatch, unknown)]).status == .ok, "\(unknown)")
        }
        let other = PreparedBody(type: "text/plain", plain: text + [0], coded: [:])
        #expect(try other.response(to: request([]), cacheControl: "").headers[.eTag] != plain)
    }

    @Test("what was compressed is found again", arguments: [0, 1, 100, 1_000_000])
    func roundTrip(count: Int) throws {
        var random = SystemRandomNumberGenerator()
        // Half of it cannot be made smaller.
        let bytes = (0..<count).map { $0 % 2 == 0 ? 7 : UInt8.random(in: .min ... .max, using: &random) }
        let compressed = try #require(Gzip.compress(bytes))
        #expect(compressed.prefix(2) == [0x1F, 0x8B])
        #expect(inflate(compressed, count: count) == bytes)
    }

    /// What zlib makes of it: the bytes, when they are so many and the checksum is right.
    private func inflate(_ compressed: [UInt8], count: Int) -> [UInt8]? {
        var stream = z_stream()
        guard
            inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var input = compressed
        var output = [UInt8](repeating: 0, count: count + 1)
        let result = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                return CZlib.inflate(&stream, Z_FINISH)
            }
        }
        return result == Z_STREAM_END && stream.avail_out == 1 ? Array(output.dropLast()) : nil
    }
}
