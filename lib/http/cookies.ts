function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** The cookies of a request by name; of several with one name the first, which is the most specific. */
export function cookiesOf(request: Request): Record<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split(';').flatMap((text) => {
    const at = text.indexOf('=')
    return at > 0 ? [[text.slice(0, at).trim(), decoded(text.slice(at + 1).trim())] as const] : []
  })
  return Object.fromEntries(pairs.reverse())
}
