import { createHash } from 'node:crypto'

const storable = /^[\x21-\x7e]{1,200}$/

/** The first id that a header holds and that is fit to be stored; the SHA-256 of the body (hex) without one. */
export function deliveryIdOf(body: Buffer, ...headers: (string | undefined)[]): string {
  const found = headers.find((header) => header !== undefined && storable.test(header))
  return found ?? createHash('sha256').update(body).digest('hex')
}
