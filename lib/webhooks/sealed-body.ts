import { openBytes, seal } from '#lib/platform/secrets/envelope.ts'

const binding = (deliveryId: string) => ({ ownerId: deliveryId, field: 'body' })

/** The raw bytes of a delivery as they are stored. */
export const sealBody = (deliveryId: string, body: Buffer) => seal(body, binding(deliveryId))

/** Throws `AppError('internal')` when it was sealed under another SECRETS_KEY. */
export const openBody = (deliveryId: string, stored: unknown): Buffer =>
  openBytes(stored, binding(deliveryId))
