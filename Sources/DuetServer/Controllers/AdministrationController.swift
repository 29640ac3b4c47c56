import Accounts
import CallCore
import Calls
import Hummingbird
import Signaling

/// What administrators do: the accounts of others, and open invitations. That nobody else may stands in
/// ``AdministratorContext``, which every route here takes.
struct AdministrationController {
    let accounts: AccountService
    let calls: CallThread
    let links: InvitationLinks

    func addRoutes(to api: RouterGroup<DuetRequestContext>) {
        let admin = api.group("admin", context: AdministratorContext.self)
        admin.group("accounts")
            .get(use: list)
            .delete(":id", use: remove)
            .put(":id/state", use: setState)
            .put(":id/role", use: setRole)
            .post(":id/reset", use: reset)
        admin.group("invitations")
            .get(use: invitations)
            .delete(":id", use: revoke)
    }

    private enum State: String, Codable {
        case enabled, disabled
    }

    private struct NewState: Decodable {
        let state: State
    }

    private struct NewRole: Decodable {
        let role: Account.Role
    }

    private struct Accounts: ResponseEncodable {
        let accounts: [Entry]
    }

    private struct Entry: Encodable {
        let id: String
        let username: String
        let name: String
        let role: Account.Role
        let state: State
        let createdAt: String

        enum CodingKeys: String, CodingKey {
            case id, username, name, role, state
            case createdAt = "created_at"
        }

        init(_ account: Account) {
            id = account.id.description
            username = account.username
            name = account.name
            role = account.role
            state = account.isDisabled ? .disabled : .enabled
            createdAt = account.createdAt.wireText
        }
    }

    private struct Invitations: ResponseEncodable {
        let invitations: [OpenInvitation]
    }

    private struct OpenInvitation: Encodable {
        let id: String
        /// Null when the operator has made it on the command line.
        let createdBy: OrNull<Person>
        let createdAt: String
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case id
            case createdBy = "created_by"
            case createdAt = "created_at"
            case expiresAt = "expires_at"
        }
    }

    private struct Link: ResponseEncodable {
        let url: String
        let expiresAt: String

        enum CodingKeys: String, CodingKey {
            case url
            case expiresAt = "expires_at"
        }
    }

    @Sendable private func list(_ request: Request, context: AdministratorContext) async throws -> Accounts {
        Accounts(accounts: try await accounts.accounts().map { Entry($0) })
    }

    @Sendable private func setState(
        _ request: Request, context: AdministratorContext
    ) async throws -> Response {
        let person = try context.person()
        let wanted = try await request.json(as: NewState.self, context).state
        let ended = try await accounts.setDisabled(
            wanted == .disabled, of: person, by: context.administrator.id)
        if let ended {
            switch wanted {
            case .disabled: close(person, ended)
            case .enabled: calls.tellPeopleChanged()
            }
        }
        return Response(status: .noContent)
    }

    @Sendable private func setRole(
        _ request: Request, context: AdministratorContext
    ) async throws -> Response {
        let person = try context.person()
        let wanted = try await request.json(as: NewRole.self, context).role
        try await accounts.setRole(wanted, of: person, by: context.administrator.id)
        calls.tell(.account, to: person)
        return Response(status: .noContent)
    }

    @Sendable private func reset(
        _ request: Request, context: AdministratorContext
    ) async throws -> Response {
        let issued = try await accounts.issueReset(of: context.person(), by: context.administrator.id)
        var response = try Link(
            url: links.url(of: issued, authority: request.head.authority),
            expiresAt: issued.reset.expiresAt.wireText
        ).response(from: request, context: context)
        response.status = .created
        return response
    }

    @Sendable private func remove(
        _ request: Request, context: AdministratorContext
    ) async throws -> Response {
        let person = try context.person()
        close(person, try await accounts.remove(person, by: context.administrator.id))
        return Response(status: .noContent)
    }

    @Sendable private func invitations(
        _ request: Request, context: AdministratorContext
    ) async throws -> Invitations {
        let people = Dictionary(
            try await accounts.accounts().map { ($0.id, Person($0)) }, uniquingKeysWith: { first, _ in first }
        )
        return Invitations(
            invitations: try await accounts.openInvitations().map { invitation in
                OpenInvitation(
                    id: invitation.id, createdBy: OrNull(invitation.createdBy.flatMap { people[$0] }),
                    createdAt: invitation.createdAt.wireText, expiresAt: invitation.expiresAt.wireText)
            })
    }

    @Sendable private func revoke(
        _ request: Request, context: AdministratorContext
    ) async throws -> Response {
        try await accounts.revokeInvitation(
            context.parameters.require("id"), by: context.administrator.id)
        return Response(status: .noContent)
    }

    /// Somebody can be called no more: their calls end, and everybody's list is renewed.
    private func close(_ person: UserID, _ ended: [Session.ID]) {
        calls.closeAccount(person)
        calls.signOut(Set(ended))
        calls.tellPeopleChanged()
    }
}
