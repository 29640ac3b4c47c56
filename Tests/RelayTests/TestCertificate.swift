/// A certificate for `localhost` and its issuer, made with openssl for these tests; both end in the year 2126.
enum TestCertificate {
    static let issuer = """
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
        """

    static let certificate = """
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
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgC8JcBHwgWHnMPb3R
        uVYkAFSwn2sruRf5CJMkqa42tfqhRANCAATK15DzQmv7PK+jIXPPCTstODn+PZFz
        LVl1dHcpNQBdd9n/sgokGsg0sF+OAjCfA9b+fziRZhWxpTLbLv/0gHIN
        -----END PRIVATE KEY-----
        """
}
