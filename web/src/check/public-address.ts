/** Networks that nobody reaches from outside (RFC 6890), by how their IPv4 addresses begin. */
const PRIVATE =
  /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;

/** Can this address be reached from the internet, unless a firewall is in the way? A hidden one (`.local`) cannot. */
export function isPublicAddress(address: string): boolean {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return !PRIVATE.test(address);
  return /^[23][0-9a-f]{3}:/i.test(address); // global unicast, 2000::/3 (RFC 4291 section 2.4)
}
