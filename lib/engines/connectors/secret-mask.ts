import type { Json } from '#lib/engines/connectors/types.ts'

const hidden = '[hidden]'
/** Hiding a text this short would garble the log and hide nothing. */
const shortest = 4

/** Hides credentials wherever they appear, also in what a peer sends back. */
export class SecretMask {
  readonly #forms: string[]
  readonly #headers: Set<string>

  /** `headers`: names of headers whose value is hidden whatever it is. */
  constructor(secrets: readonly string[], headers: readonly string[]) {
    const known = secrets.filter((secret) => secret.length >= shortest)
    const forms = known.flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ])
    // The longest first: a secret may be part of another.
    this.#forms = [...new Set(forms)].sort((a, b) => b.length - a.length)
    this.#headers = new Set(
      [...headers, 'authorization', 'set-cookie', 'cookie'].map((name) => name.toLowerCase()),
    )
  }

  readonly text = (text: string): string =>
    this.#forms.reduce((masked, form) => masked.replaceAll(form, hidden), text)

  readonly header = (name: string, value: string): string =>
    this.#headers.has(name.toLowerCase()) ? hidden : this.text(value)

  readonly json = (value: Json): Json => {
    if (typeof value === 'string') return this.text(value)
    if (value === null || typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(this.json)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.text(key), this.json(item)]),
    )
  }
}
