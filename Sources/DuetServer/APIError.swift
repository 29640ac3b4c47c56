import Accounts
import CallCore
import Calls
import HTTPTypes
import Hummingbird
import WebPush

/// An error as the page reads it: `{"error": {"code", "message", "field"?}}` with the fitting status.
struct APIError: Error, Hashable {
    let status: HTTPResponse.Status
    /// Stable.
    let code: String
    /// A sentence for a human.
    let message: String
    /// The field of the form it belongs beside.
    var field: String?
    /// Headers that this status calls for.
    var headers: HTTPFields = [:]

    static let signInRequired = APIError(
        status: .unauthorized, code: "sign_in_required", message: "Sign in first.")
    static let otherUser = APIError(
        status: .conflict, code: "other_user",
        message: "Somebody else is signed in in this browser now. Load the page again.")
    static let notFound = APIError(
        status: .notFound, code: "not_found", message: "There is nothing at this address.")
    static let foreignOrigin = APIError(
        status: .forbidden, code: "foreign_origin",
        message:
            "This request comes from a page that is not Duet's. If people reach Duet through a reverse proxy, set public-url to the address that they use."
    )
    static let unreadable = APIError(
        status: .badRequest, code: "unreadable",
        message: "The request's body is not the JSON that is expected.")
    static let brokenOff = APIError(
        status: .badRequest, code: "unreadable", message: "The request's body did not come whole.",
        headers: [.connection: "close"])
    /// RFC 9110 section 12.5.3: whoever rules out the body as it is must take it in another form.
    static let notAcceptable = APIError(
        status: .notAcceptable, code: "not_acceptable",
        message: "Accept-Encoding rules out every form in which this comes.",
        headers: [.vary: "Accept-Encoding"])
    static let noRelay = APIError(
        status: .conflict, code: "no_relay", message: "No relay is set up here, so no call can go over one.")
    static let invalidUntil = APIError(
        status: .badRequest, code: "invalid_until",
        message: "until must be a moment such as 2026-11-23T09:30:00.000Z.")
    static let pushIsOff = APIError(
        status: .conflict, code: "push_off",
        message: "Nothing is pushed here. Keep the page open to be called.")
    static let unknownCall = APIError(
        status: .notFound, code: "unknown_call", message: "There is no such call to you.")
    static let notRinging = APIError(
        status: .conflict, code: "wrong_state", message: "The call does not ring any more.")
    static let tooLarge = APIError(
        status: .contentTooLarge, code: "too_large", message: "The request's body is too large.")
    static let shuttingDown = APIError(
        status: .serviceUnavailable, code: "shutting_down", message: "The server shuts down.")
    static let internalError = APIError(
        status: .internalServerError, code: "internal_error",
        message: "The server could not do this; it has been logged. Try again.")

    /// RFC 6585 section 4.
    /// - Parameter wait: Until the next attempt is allowed.
    static func tooManyAttempts(wait: Duration) -> APIError {
        let seconds = Int((wait.milliseconds + 999) / 1000)
        let unit = seconds == 1 ? "second" : "seconds"
        return APIError(
            status: .tooManyRequests, code: "too_many_attempts",
            message: "There were too many attempts. Wait \(seconds) \(unit), then try again.",
            headers: [.retryAfter: "\(seconds)"])
    }

    /// RFC 9110 section 15.5.6: the answer names the methods that would do.
    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> APIError {
        let list = allowed.map(\.rawValue).sorted().joined(separator: ", ")
        return APIError(
            status: .methodNotAllowed, code: "method_not_allowed",
            message: "This address only answers \(list).", headers: [.allow: list])
    }
}

extension APIError {
    init(_ error: AccountError) {
        let status: HTTPResponse.Status =
            switch error {
            case .usernameTaken, .usernameInvalid, .usernameImitates, .nameInvalid, .nameImitates,
                .passwordTooShort, .passwordTooLong, .passwordInvalid, .wrongPassword, .selfBlock,
                .endHasPassed:
                .unprocessableContent
            case .wrongCredentials: .unauthorized
            case .accountDisabled, .administratorsOnly: .forbidden
            case .invitationInvalid, .resetInvalid, .unknownInvitation, .unknownUser, .unknownSession:
                .notFound
            case .invitationExpired, .invitationUsed, .resetExpired, .setupClosed: .gone
            case .tooManyInvitations, .lastAdministrator, .ownAccount: .conflict
            case .tooBusy: .serviceUnavailable
            }
        self.init(status: status, code: error.code, message: error.message, field: error.field?.rawValue)
    }

    /// Any error, as the page may see it. What is not meant for people is not in it.
    init(_ error: any Error) {
        switch error {
        case let error as APIError: self = error
        case let error as AccountError: self.init(error)
        case let error as PushSubscriptionFault:
            self.init(
                status: .unprocessableContent, code: error.code, message: error.message, field: error.field)
        case let error as TooManyAttempts: self = .tooManyAttempts(wait: error.wait)
        case is DecodingError: self = .unreadable
        case is CallThreadEnded: self = .shuttingDown
        case let error as any HTTPResponseError:
            switch error.status {
            case .notFound: self = .notFound
            case .contentTooLarge: self = .tooLarge
            case .badRequest, .unsupportedMediaType: self = .unreadable
            default:
                self.init(
                    status: error.status, code: "http_\(error.status.code)",
                    message: error.status.reasonPhrase)
            }
        default: self = .internalError
        }
    }

    /// The answer.
    func response(_ request: Request, _ context: some RequestContext) throws -> Response {
        let body = ErrorBody(error: .init(code: code, message: message, field: field))
        var response = try body.response(from: request, context: context)
        response.status = status
        // A status such as 404 or 410 may otherwise be kept (RFC 9111 section 4.2.2).
        response.headers[.cacheControl] = "no-store"
        for header in headers { response.headers[header.name] = header.value }
        return response
    }
}

/// The error's body.
private struct ErrorBody: ResponseEncodable {
    struct Details: Encodable {
        let code: String
        let message: String
        let field: String?
    }

    let error: Details
}
