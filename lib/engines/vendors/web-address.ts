/** An address of the web as the WHATWG writes it, at most `limit` characters; null for anything else. */
export function webAddress(url: string | undefined, limit = 2_000): string | null {
  const parsed = url === undefined ? null : URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.href.length > limit) return null
  return parsed.href
}
