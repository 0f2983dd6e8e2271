import { checkForeign } from '#lib/http/checked-fields.ts'

/** The text behind its percent signs; as it is where those are no encoding. */
export function decoded(value: string): string {
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
  const cookies = Object.fromEntries(pairs.reverse())
  // Those of other applications on this host are not ours to judge.
  checkForeign(Object.fromEntries(pairs.filter(([name]) => name.includes('earshot'))), 'cookie')
  return cookies
}
