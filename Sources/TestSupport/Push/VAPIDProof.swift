import Base64URL
import Crypto
import Foundation

/// What a push service reads in `Authorization`, its signature verified (RFC 8292 sections 2 and 3).
package struct VAPIDProof {
    /// The public key, in base64url.
    package let key: String
    /// For which push service.
    package let audience: String
    /// Until when, in seconds since 1970.
    package let expires: Int
    /// Who the operator is.
    package let contact: String?

    /// Reads the header's value.
    /// - Throws: ``Refused`` or what the cryptography throws, when the signature is not the key's.
    package init(_ authorization: String) throws {
        guard
            let match = authorization.firstMatch(
                of: /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/)
        else { throw Refused() }
        let (_, header, claims, signature, key) = match.output
        guard let point = Base64URL.decode(String(key)), let sign = Base64URL.decode(String(signature)),
            let told = Base64URL.decode(String(claims)), let head = Base64URL.decode(String(header)),
            let kind = try JSONSerialization.jsonObject(with: Data(head)) as? [String: String],
            let object = try JSONSerialization.jsonObject(with: Data(told)) as? [String: Any],
            let audience = object["aud"] as? String, let expires = object["exp"] as? Int
        else { throw Refused() }
        let isTrue = try P256.Signing.PublicKey(x963Representation: point).isValidSignature(
            P256.Signing.ECDSASignature(rawRepresentation: sign), for: Data("\(header).\(claims)".utf8))
        guard isTrue, kind == ["typ": "JWT", "alg": "ES256"] else { throw Refused() }
        (self.key, self.audience, self.expires) = (String(key), audience, expires)
        contact = object["sub"] as? String
    }

    /// It proves nothing.
    struct Refused: Error {}
}
