// Runs in the pages of those who type a password. A debug build of the server needs a good part of the eight
// seconds that the page waits for an answer, and on a busy machine all of them.
"use strict";
const nativeTimeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (milliseconds) => nativeTimeout(5 * milliseconds);
