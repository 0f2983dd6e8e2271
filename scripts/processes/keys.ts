import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A random key of 256 bits as text. */
export const randomKey = () => randomBytes(32).toString('base64url')

/** A password that can be read aloud: four groups of four from letters that are not mistaken. */
export function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const groups = Array.from({ length: 4 }, () =>
    Array.from(randomBytes(4), (byte) => letters[byte % letters.length]).join(''),
  )
  return groups.join('-')
}

/**
 * The secret kept in `file`, made by `make` at the first call, readable to its owner alone.
 * Two processes that come first at once agree on one: the file appears complete or not at all.
 */
export function keptSecret(file: string, make: () => string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    const part = `${file}.${process.pid}`
    writeFileSync(part, `${make()}\n`, { mode: 0o600 })
    try {
      linkSync(part, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      rmSync(part, { force: true })
    }
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret === '') throw new Error(`${file} is empty; remove it to have a new secret made`)
  return secret
}
