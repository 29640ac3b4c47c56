/**
 * Which offer an answer answers. When one side loads its page again, or both people call at the same moment,
 * an answer to an earlier offer can arrive while a newer one waits, and nothing in an ordinary answer tells
 * the two apart. So the answer names its offer by the session id and version of the offer's origin line
 * (RFC 8866 section 5.2), in an attribute that everybody else ignores, as section 5.13 there demands.
 */
const ATTRIBUTE = "a=duet-offer:";

/** The name of an offer, null if its origin line is not as RFC 8866 has it. */
export function offerName(offer: string): string | null {
  const [, id, version] = /^o=\S+ (\d+) (\d+) /m.exec(offer) ?? [];
  return id === undefined || version === undefined ? null : `${id}.${version}`;
}

/** The answer with the name of its offer, put where attributes of the whole session belong. */
export function nameOffer(answer: string, offer: string): string {
  const name = offerName(offer);
  return name === null ? answer : answer.replace(/^m=/m, `${ATTRIBUTE}${name}\r\nm=`);
}

/** False only if the answer names another offer; one that names none is taken at its word. */
export function answersOffer(answer: string, offer: string): boolean {
  const named = /^a=duet-offer:(\S+)\r?$/m.exec(answer)?.[1];
  return named === undefined || named === offerName(offer);
}
