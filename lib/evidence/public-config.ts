const hidden = '[hidden]'
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const holdsHeaders = (name: string) => /headers$/i.test(name)
/** Headers that carry no credential; their values are common words that would be hidden all over the exchange. */
const isHarmless = (header: string) =>
  /^(accept|accept-.*|content-type|cache-control|user-agent)$/i.test(header)
/** A template names a secret and is none. */
const isTemplate = (value: string) => value.includes('{{')

/** `https://user:password@host`: connectors take credentials elsewhere, and what was typed here stays here. */
function withoutUser(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${hidden}@`)
}

/** The values of extra headers in a target's settings, which may hold tokens. */
export function headerValues(config: unknown): string[] {
  if (Array.isArray(config)) return config.flatMap(headerValues)
  if (!isRecord(config)) return []
  return Object.entries(config).flatMap(([name, value]) =>
    holdsHeaders(name) && isRecord(value)
      ? Object.entries(value).flatMap(([header, text]) =>
          typeof text === 'string' && !isTemplate(text) && !isHarmless(header) ? [text] : [],
        )
      : headerValues(value),
  )
}

/** A target's settings as strangers may read them: values of extra headers and users in addresses are hidden. */
export function publicConfig(config: unknown): unknown {
  if (typeof config === 'string') return withoutUser(config)
  if (Array.isArray(config)) return config.map(publicConfig)
  if (!isRecord(config)) return config
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      holdsHeaders(name) && isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([header, text]) => [
              header,
              typeof text === 'string' && (isTemplate(text) || isHarmless(header)) ? text : hidden,
            ]),
          )
        : publicConfig(value),
    ]),
  )
}
