import { checkForeign } from '#lib/http/checked-fields.ts'

/** The text behind its percent signs; as it is where those are no encoding. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Cookies by name as a header names them; of several with one name the first, which is the most specific. */
export function readCookies(header = ''): Record<string, string> {
  const pairs = header.split(';').flatMap((text) => {
    const at = text.indexOf('=')
    return at > 0 ? [[text.slice(0, at).trim(), decoded(text.slice(at + 1).trim())] as const] : []
  })
  return Object.fromEntries(pairs.reverse())
}

/** The cookies of a request by name. Throws `InvalidError` for one of ours with a text that cannot be kept. */
export function cookiesOf(request: Request): Record<string, string> {
  const cookies = readCookies(request.headers.get('cookie') ?? '')
  // Those of other applications on this host are not ours to judge.
  const ours = Object.entries(cookies).filter(([name]) => name.includes('earshot'))
  checkForeign(Object.fromEntries(ours), 'cookie')
  return cookies
}
