const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' })

/** `German (Germany)` for `de-DE`; a tag that is none stays as it is. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}
