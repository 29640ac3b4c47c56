import Accounts
import CallCore
import Hummingbird

/// Whom one does not want to hear.
struct BlocksController {
    let accounts: AccountService

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        api.group("blocks", context: SignedInContext.self).get(use: blocks)
        api.group("people/:id/block", context: SignedInContext.self)
            .put(use: block)
            .delete(use: unblock)
    }

    private struct Blocks: ResponseEncodable {
        /// Ids.
        let blocked: [String]
    }

    @Sendable private func blocks(_ request: Request, context: SignedInContext) async throws -> Blocks {
        Blocks(blocked: try await accounts.blocked(by: context.signedIn.account.id).map(\.description))
    }

    @Sendable private func block(_ request: Request, context: SignedInContext) async throws -> Response {
        try await accounts.block(context.person(), by: context.signedIn.account.id)
        return Response(status: .noContent)
    }

    @Sendable private func unblock(_ request: Request, context: SignedInContext) async throws -> Response {
        try await accounts.unblock(context.person(), by: context.signedIn.account.id)
        return Response(status: .noContent)
    }
}
