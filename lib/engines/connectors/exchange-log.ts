import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import type { ExchangeEntry, Json } from '#lib/engines/connectors/types.ts'

export type ExchangeRecord = {
  direction: ExchangeEntry['direction']
  label: string
  headers?: Record<string, string | string[] | undefined>
  /** parsed JSON or text; a function is called when the log is read */
  body?: unknown
  /** full size in bytes */
  bytes?: number
}

const maxEntries = 500
const maxBodyChars = 16_384
/** A string longer than this inside a JSON body is binary in base64: only its size is of interest. */
const maxStringChars = 4_096

function shorten(value: Json): Json {
  if (typeof value === 'string')
    return value.length > maxStringChars
      ? `${value.slice(0, 64)}… (${value.length} characters)`
      : value
  if (Array.isArray(value)) return value.map(shorten)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shorten(item)]))
}

function boundedBody(body: unknown, bytes: number | undefined): Json {
  const whole = toJson(typeof body === 'function' ? (body as () => unknown)() : body)
  // What came in that few bytes holds no longer string and needs no measuring.
  if (bytes !== undefined && bytes <= maxStringChars && typeof whole === 'object') return whole
  const value = shorten(whole)
  const text = JSON.stringify(value)
  return text.length > maxBodyChars ? `${text.slice(0, maxBodyChars)}…` : value
}

/**
 * The raw exchange of one session. Recording is cheap; masking, cutting and copying happen when it is read.
 * `mask` rewrites one header value; it must hide every secret.
 */
export class ExchangeLog {
  readonly #openedAt = performance.now()
  readonly #mask: (name: string, value: string) => string
  readonly #records: (ExchangeRecord & { at: number })[] = []
  #dropped = 0

  constructor(mask: (name: string, value: string) => string) {
    this.#mask = mask
  }

  add(record: ExchangeRecord): void {
    if (this.#records.length >= maxEntries) this.#dropped += 1
    else this.#records.push({ ...record, at: performance.now() })
  }

  /** All entries, secrets masked and bodies cut; the last one says how many were left out. */
  entries(): ExchangeEntry[] {
    const entries = this.#records.map((record) => this.#render(record))
    const last = entries.at(-1)
    if (this.#dropped > 0 && last)
      entries.push({ ...last, label: `${this.#dropped} further entries left out`, body: null })
    return entries
  }

  #render(record: ExchangeRecord & { at: number }): ExchangeEntry {
    const { direction, label, headers, body, bytes } = record
    return {
      atMs: Math.round((record.at - this.#openedAt) * 1_000) / 1_000,
      direction,
      label,
      ...(headers && { headers: this.#maskAll(headers) }),
      ...(body !== undefined && { body: boundedBody(body, bytes) }),
      ...(bytes !== undefined && { bytes }),
    }
  }

  #maskAll(headers: NonNullable<ExchangeRecord['headers']>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers)
        .filter((entry): entry is [string, string | string[]] => entry[1] !== undefined)
        .map(([name, value]) => [name, this.#mask(name, String(value))]),
    )
  }
}
