import { createHash, randomBytes } from 'node:crypto'

const prefixes = { api: 'ear_', refresh: 'err_', hook: 'erh_' } as const

/** 256 random bits; the prefix lets secret scanners and people recognise it. */
export function newToken(kind: keyof typeof prefixes): string {
  return prefixes[kind] + randomBytes(32).toString('base64url')
}

export const isApiToken = (token: string): boolean => token.startsWith(prefixes.api)

/** What is stored: SHA-256, hex. A token with 256 random bits needs no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
