/// Does the server answer to this `Host`, nil when there is none, on a connection that has come to this IP address?
package typealias HostCheck = @Sendable (_ authority: String?, _ address: String?) -> Bool
