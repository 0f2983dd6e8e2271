import { asciiJson } from '#lib/engines/connectors/houndify/request-info.ts'

const hidden = '[hidden]'

/**
 * Masks header values for the exchange log: the signature, the client id, and the value of every extra header,
 * which may hold a token. Names of headers stay.
 */
export function maskHeader(extraHeaders: string[]): (name: string, value: string) => string {
  const extra = new Set(extraHeaders.map((name) => name.toLowerCase()))
  return (name, value) => {
    const lower = name.toLowerCase()
    if (lower === 'hound-client-authentication') {
      const [, timestamp = ''] = value.split(';')
      return `${hidden};${timestamp};${hidden}`
    }
    if (lower === 'hound-request-info') return asciiJson(maskInfo(value))
    if (extra.has(lower) || lower === 'set-cookie' || lower === 'authorization') return hidden
    return value
  }
}

/** A RequestInfo for the exchange log: its client id is hidden, as it is in the headers. */
export function maskInfo(info: string): unknown {
  return { ...(JSON.parse(info) as object), ClientID: hidden }
}
