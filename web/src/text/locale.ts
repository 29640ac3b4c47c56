/**
 * How times and numbers are written in words of this language: as where the browser's person lives. The words themselves stay in
 * the language, so that no sentence is in two of them: English with a German browser is "en-DE", which counts to 24 hours.
 */
export function localeFor(language: string, browserLanguage: string): string {
  try {
    const { region } = new Intl.Locale(browserLanguage).maximize();
    return region === undefined ? language : `${language}-${region}`;
  } catch {
    return language; // "C", which some systems say
  }
}
