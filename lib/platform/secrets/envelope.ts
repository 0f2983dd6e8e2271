import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'

import { z } from 'zod'

import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'

/** A sealed text as it is stored: AES-256-GCM (NIST SP 800-38D), all bytes in base64. */
export const Envelope = z.strictObject({
  v: z.literal(1),
  /** names the key without telling anything about it */
  keyId: z.string(),
  /** 96 bits, fresh for every seal */
  iv: z.base64(),
  /** 128 bits */
  tag: z.base64(),
  data: z.base64(),
})
export type Envelope = z.output<typeof Envelope>

/** What an envelope belongs to. Sealed in as associated data: moved to another row or field, it does not open. */
export type Binding = { ownerId: string; field: string }

type Key = { id: string; secret: KeyObject }

/** RFC 5869: one master secret, a key for this purpose alone. */
export function deriveKey(master: string): Key {
  const bytes = Buffer.from(hkdfSync('sha256', master, '', 'earshot/secrets/v1', 32))
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  // Bare bytes would be made into one anew for every seal, at three times its cost.
  return { id, secret: createSecretKey(bytes) }
}

const derived = boundedCache<Key>(16)
const keyOf = (master: string): Key => derived.get(master) ?? derived.set(master, deriveKey(master))
const currentKey = () => keyOf(settings().SECRETS_KEY)
/** The present key, then those that sealed what is not yet sealed anew: they open and never seal. */
const openingKeys = () => [currentKey(), ...settings().SECRETS_KEYS_PREVIOUS.map(keyOf)]

const associated = ({ ownerId, field }: Binding) => Buffer.from(JSON.stringify([ownerId, field]))

/** Seals a text, or bytes as they are. */
export function seal(plain: string | Buffer, binding: Binding, key = currentKey()): Envelope {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.secret, iv).setAAD(associated(binding))
  const bytes = typeof plain === 'string' ? Buffer.from(plain, 'utf8') : plain
  const data = Buffer.concat([cipher.update(bytes), cipher.final()])
  return {
    v: 1,
    keyId: key.id,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
}

/**
 * Throws `AppError('internal')` when the envelope was made with another SECRETS_KEY, was changed,
 * or belongs to another owner or field. Its message names the field and never the content.
 */
export function openBytes(
  stored: unknown,
  binding: Binding,
  keys: readonly Key[] = openingKeys(),
): Buffer {
  const parsed = Envelope.safeParse(stored)
  if (!parsed.success) throw new AppError('internal', `The secret ${binding.field} is damaged`)
  const { keyId, iv, tag, data } = parsed.data
  const key = keys.find(({ id }) => id === keyId)
  if (!key)
    throw new AppError(
      'internal',
      `The secret ${binding.field} was stored under another SECRETS_KEY; enter it again or restore the key`,
    )
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.secret, Buffer.from(iv, 'base64'), {
      authTagLength: 16,
    })
      .setAAD(associated(binding))
      .setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(data, 'base64'), decipher.final()])
  } catch (cause) {
    throw new AppError('internal', `The secret ${binding.field} is damaged`, { cause })
  }
}

/** The same for a text. */
export function open(stored: unknown, binding: Binding, keys?: readonly Key[]): string {
  return openBytes(stored, binding, keys).toString('utf8')
}

/** The same content under the current key; null when it is under that already. Throws as `open` does. */
export function reseal(
  stored: unknown,
  binding: Binding,
  keys?: { to: Key; from: readonly Key[] },
): Envelope | null {
  const to = keys?.to ?? currentKey()
  if (Envelope.safeParse(stored).data?.keyId === to.id) return null
  return seal(openBytes(stored, binding, keys?.from), binding, to)
}
