import Accounts
import CallCore
import Foundation
import Hummingbird
import Networks

/// A request of which is known where it comes from.
protocol ConnectedContext: RequestContext {
    /// The other end of the connection, which may be a reverse proxy's; nil when it has no address.
    var peer: IPAddress? { get }
}

/// What is known about any request.
struct DuetRequestContext: ConnectedContext {
    var coreContext: CoreRequestContextStorage
    /// Who is signed in; set by ``SessionMiddleware``.
    var signedIn: SignedIn?
    let peer: IPAddress?

    /// Bodies are small forms.
    var maxUploadSize: Int { 16 * 1024 }
    var responseEncoder: JSONEncoder { .forAnswers }

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
    }
}

/// A request of somebody who is signed in. A route that takes this context cannot be reached by anybody
/// else: they are answered 401.
struct SignedInContext: ChildRequestContext, ConnectedContext {
    var coreContext: CoreRequestContextStorage
    let signedIn: SignedIn
    let peer: IPAddress?

    var maxUploadSize: Int { 16 * 1024 }
    var responseEncoder: JSONEncoder { .forAnswers }

    init(context: DuetRequestContext) throws {
        guard let signedIn = context.signedIn else { throw APIError.signInRequired }
        coreContext = context.coreContext
        peer = context.peer
        self.signedIn = signedIn
    }
}

/// A request of an administrator. A route that takes this context cannot be reached by anybody else: who is signed in
/// is answered 403, who is not 401.
struct AdministratorContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let administrator: Account

    var maxUploadSize: Int { 16 * 1024 }
    var responseEncoder: JSONEncoder { .forAnswers }

    init(context: DuetRequestContext) throws {
        guard let account = context.signedIn?.account else { throw APIError.signInRequired }
        switch account.role {
        case .administrator: administrator = account
        case .member: throw AccountError.administratorsOnly
        }
        coreContext = context.coreContext
    }
}

extension RequestContext {
    /// Whom the address names.
    /// - Throws: ``AccountError/unknownUser`` when that is nobody.
    func person() throws -> UserID {
        guard let id = UserID(try parameters.require("id")) else { throw AccountError.unknownUser }
        return id
    }
}

extension JSONEncoder {
    /// The same answer is the same bytes each time.
    fileprivate static let forAnswers: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}
