"""Functions that run in a page: what they promise comes in time, or a failure says that it did not."""

from __future__ import annotations

# More than any function of ours takes: the longest waits 20 seconds itself for a first packet.
SECONDS = 30


def in_time(function: str, seconds: float = SECONDS) -> str:
    """The source of a JavaScript function that does what `function` does, and rejects when that takes longer.

    Neither Playwright nor BiDi bounds an evaluation, and some promises of browsers never settle.
    """
    return f"""async (...given) => {{
      const late = Promise.withResolvers();
      const reject = () => late.reject(new Error("Not settled within {seconds:g} seconds"));
      const timer = setTimeout(reject, {1000 * seconds:g});
      try {{
        return await Promise.race([({function})(...given), late.promise]);
      }} finally {{
        clearTimeout(timer);
      }}
    }}"""
