import NIOSSL

/// A certificate for `localhost` and its issuer, made with openssl for these tests; both end in the year 2126.
struct TestCertificate {
    let issuer: String
    let certificate: String

    /// Whom a client must trust for it.
    var trust: NIOSSLTrustRoots {
        get throws { .certificates([try NIOSSLCertificate(bytes: Array(issuer.utf8), format: .pem)]) }
    }

    static let first = TestCertificate(
        issuer: """
            -----BEGIN CERTIFICATE-----
            MIIBgDCCASegAwIBAgIUeK4LbIumvozcEM3fbb4POmREgXwwCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKRHVldCB0ZXN0czAgFw0yNjExMjcwMzM0MTBaGA8yMTI2MTEw
            MzAzMzQxMFowFTETMBEGA1UEAwwKRHVldCB0ZXN0czBZMBMGByqGSM49AgEGCCqG
            SM49AwEHA0IABATQQLpkk0ZrshwTuuKDK4ee7UydlY2ILmfUa/elCrhOuHvWxikY
            9ofrw6tomtmwhIPZfKPmHqbQ2F9AMjc9LMijUzBRMB0GA1UdDgQWBBSYiOog+TK+
            D786+xT8ucXSlmIq3jAfBgNVHSMEGDAWgBSYiOog+TK+D786+xT8ucXSlmIq3jAP
            BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIDJac4NeZRfpiJzdosWh
            V6pTqRdhcURta103tot9mzZFAiAZffm8Qs1XTH6f28mjNM17oEoUEO5oc7DDaP7S
            0Eh+/Q==
            -----END CERTIFICATE-----
            """,
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBhjCCASugAwIBAgIUD+wVoR0GoL6vvYbXj9/SipZ/XJAwCgYIKoZIzj0EAwIw
            FTETMBEGA1UEAwwKRHVldCB0ZXN0czAgFw0yNjExMjcwMzM0MTFaGA8yMTI2MTEw
            MzAzMzQxMVowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZI
            zj0DAQcDQgAEyteQ80Jr+zyvoyFzzwk7LTg5/j2Rcy1ZdXR3KTUAXXfZ/7IKJBrI
            NLBfjgIwnwPW/n84kWYVsaUy2y7/9IByDaNYMFYwFAYDVR0RBA0wC4IJbG9jYWxo
            b3N0MB0GA1UdDgQWBBTP/gRPlH7Tx/wzhsXX0fa8KqIbkjAfBgNVHSMEGDAWgBSY
            iOog+TK+D786+xT8ucXSlmIq3jAKBggqhkjOPQQDAgNJADBGAiEAhvziTmVEnu9R
            YAwwkzaiW+Po9bzVANSMqduDIVr7uugCIQCHiJ3FUUMAy4KeCThOS6ySBTdxTxyY
            sgR9n9nedW2EXA==
            -----END CERTIFICATE-----
            """)

    /// For the same key, of another issuer.
    static let renewed = TestCertificate(
        issuer: """
            -----BEGIN CERTIFICATE-----
            MIIBjTCCATOgAwIBAgIUM9DkmtWYf7H+O3PkQwZX1AK+PxcwCgYIKoZIzj0EAwIw
            GzEZMBcGA1UEAwwQRHVldCB0ZXN0cyBhZ2FpbjAgFw0yNjExMjcwNDQ5MDVaGA8y
            MTI2MTEwMzA0NDkwNVowGzEZMBcGA1UEAwwQRHVldCB0ZXN0cyBhZ2FpbjBZMBMG
            ByqGSM49AgEGCCqGSM49AwEHA0IABLbk0h+yQNlIJzgg6XNqKgD/DWKqGSVll4gq
            TjQ1iOKgu8/oHlZNLw54RyPRtJwHfuYZdXM/U3g2eYTKDGqfy/+jUzBRMB0GA1Ud
            DgQWBBTFbUy4x+MJEbkkP/S0AcZ5ok1fZjAfBgNVHSMEGDAWgBTFbUy4x+MJEbkk
            P/S0AcZ5ok1fZjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCa
            IrrxHIb9PPyzabCrPBIY70MWQXVvUFOc3DJUyP0gZQIgNWRUff8+Hq/ogF96m0gT
            I6HPfFwY7QV75Ur2MZXS8po=
            -----END CERTIFICATE-----
            """,
        certificate: """
            -----BEGIN CERTIFICATE-----
            MIIBjDCCATGgAwIBAgIULsjYALmfx33WnxlzaLUEjdEAjIgwCgYIKoZIzj0EAwIw
            GzEZMBcGA1UEAwwQRHVldCB0ZXN0cyBhZ2FpbjAgFw0yNjExMjcwNDQ5MDVaGA8y
            MTI2MTEwMzA0NDkwNVowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0C
            AQYIKoZIzj0DAQcDQgAEyteQ80Jr+zyvoyFzzwk7LTg5/j2Rcy1ZdXR3KTUAXXfZ
            /7IKJBrINLBfjgIwnwPW/n84kWYVsaUy2y7/9IByDaNYMFYwFAYDVR0RBA0wC4IJ
            bG9jYWxob3N0MB0GA1UdDgQWBBTP/gRPlH7Tx/wzhsXX0fa8KqIbkjAfBgNVHSME
            GDAWgBTFbUy4x+MJEbkkP/S0AcZ5ok1fZjAKBggqhkjOPQQDAgNJADBGAiEA/KbZ
            aM+DIcc+dlw6OUrudMtu1CG1q+0fHbjMt2emEJICIQDXqmUUIqTtz7qlO1R1czg9
            U0JA3RAyPrqyHF/LT48PgQ==
            -----END CERTIFICATE-----
            """)

    /// Of both.
    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgC8JcBHwgWHnMPb3R
        uVYkAFSwn2sruRf5CJMkqa42tfqhRANCAATK15DzQmv7PK+jIXPPCTstODn+PZFz
        LVl1dHcpNQBdd9n/sgokGsg0sF+OAjCfA9b+fziRZhWxpTLbLv/0gHIN
        -----END PRIVATE KEY-----
        """
}
