import Base64URL
import Crypto
import Foundation

/// A message to a browser.
package struct PushMessage: Hashable, Sendable {
    /// What it says, before it is encrypted.
    package let content: [UInt8]
    /// What it is about: a later message with the same topic takes the place of an earlier one that was not delivered
    /// (RFC 8030 section 5.4).
    package let topic: PushTopic

    /// A message.
    package init(content: [UInt8], topic: PushTopic) {
        self.content = content
        self.topic = topic
    }
}

/// What a message is about, without telling it: at most 32 characters of base64url (RFC 8030 section 5.4).
package struct PushTopic: Hashable, Sendable {
    /// As it goes in the header.
    package let text: String

    /// The topic of a thing.
    /// - Parameters:
    ///   - name: Names the thing.
    ///   - subscription: Whose, so that a push service that serves many cannot see that the same thing is told to them.
    package init(_ name: String, for subscription: PushSubscription) {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(name.utf8), using: SymmetricKey(data: subscription.secret))
        text = Base64URL.encode(Array(code).prefix(24))
    }
}
