const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const broadcast = /@(?=(?:channel|here|everyone|group)\b)/gi
const control = /(?!\n)\p{Cc}/gu

/** The length that Slack counts, in UTF-16 code units: never less than its own count. */
function cut(pieces: readonly string[], limit: number): string {
  const whole = pieces.join('')
  if (whole.length <= limit) return whole
  let kept = ''
  for (const piece of pieces) {
    if (kept.length + piece.length > limit - 1) break
    kept += piece
  }
  return `${kept}…`
}

/**
 * Foreign text that mentions nobody and forms no link: the three control characters of Slack's markup are escaped
 * (docs.slack.dev, "Formatting message text", Escaping text) and a plain `@channel`, which legacy parsing would
 * expand, is broken by an invisible word joiner. At most `limit` characters after escaping, never cut inside one.
 */
export function escapeText(text: string, limit: number): string {
  const calm = text.toWellFormed().replace(control, ' ').replace(broadcast, '@\u2060')
  return cut(
    Array.from(calm, (char) => entities[char] ?? char),
    limit,
  )
}

/** The same on one line. */
export const escapeLine = (text: string, limit: number) =>
  escapeText(text.replace(/\s+/g, ' ').trim(), limit)

const urlLimit = 1_500

/** `<url|label>`; the bare label when the address is not one of the web. */
export function link(url: string | undefined, label: string, limit: number): string {
  const text = escapeLine(label, limit).replaceAll('|', '¦')
  const parsed = url === undefined ? null : URL.parse(url)
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return text
  const href = parsed.href.replaceAll('|', '%7C').replaceAll('&', '&amp;')
  return href.length > urlLimit || /[<>\s]/.test(href) ? text : `<${href}|${text}>`
}

/**
 * A mention that a rule names: user `U…`/`W…`, user group `S…`, bare or in Slack's own form. Anything else is a name
 * and mentions nobody, `channel` and `here` too.
 */
export function mention(id: string): string {
  const bare = /^<(?:@|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(id)?.[1] ?? id
  if (/^[UW][A-Z0-9]{6,}$/.test(bare)) return `<@${bare}>`
  return /^S[A-Z0-9]{6,}$/.test(bare) ? `<!subteam^${bare}>` : escapeLine(bare, 100)
}
