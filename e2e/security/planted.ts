import { randomBytes } from 'node:crypto'

/** The forms in which a secret may turn up: as it is, escaped, or within base64 at each of the three offsets. */
function formsOf(secret: string): string[] {
  const encoded = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
    const text = bytes.toString('base64').replace(/=+$/, '')
    // What stands around it changes the letters at both ends.
    return text.slice(offset === 0 ? 0 : offset + 1, -2)
  })
  return [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex'), ...encoded]
}

/** Secrets that are put into a product and looked for everywhere they must not be. */
export class Planted {
  readonly #secrets = new Map<string, string>()

  /** A new secret; `prefix` where its kind must begin in a certain way. */
  plant(name: string, prefix = ''): string {
    return this.add(
      name,
      `${prefix}cnry${randomBytes(15).toString('base64url').replace(/[-_]/g, 'x')}`,
    )
  }

  /** One that the product itself has made. */
  add(name: string, secret: string): string {
    this.#secrets.set(name, secret)
    return secret
  }

  /** Names of the secrets in a text, each with what stands around it. */
  foundIn(text: string): string[] {
    return [...this.#secrets].flatMap(([name, secret]) => {
      const at = formsOf(secret)
        .map((form) => text.indexOf(form))
        .find((place) => place >= 0)
      if (at === undefined) return []
      const around = text.slice(Math.max(0, at - 160), at + 40)
      return [`${name}: …${around.replaceAll(/\s+/g, ' ')}…`]
    })
  }
}
