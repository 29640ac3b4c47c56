import Foundation
import Hummingbird
import Logging

extension Request {
    /// The body's JSON.
    /// - Throws: ``APIError/brokenOff`` when the body does not come whole: its sender is gone, or breaks HTTP.
    func json<Form: Decodable>(as type: Form.Type, _ context: some RequestContext) async throws -> Form {
        let bytes: ByteBuffer
        do {
            bytes = try await body.collect(upTo: context.maxUploadSize)
        } catch let error as any HTTPResponseError {
            throw error  // it is too large
        } catch {
            context.logger.debug("A request's body did not come whole", metadata: ["error": "\(error)"])
            throw APIError.brokenOff
        }
        return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
    }
}
