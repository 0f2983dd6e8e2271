import type { Client } from '#cli/client.ts'
import { ResealView } from '#lib/secrets/schema.ts'

/** Has the server seal every stored secret under its current key; returns a line for people. */
export async function resealSecrets(client: Client): Promise<string> {
  const done = await client.json('/api/v1/secrets/reseal', ResealView, { method: 'POST' })
  const parts = Object.entries(done).map(([what, count]) => `${count} ${what}`)
  return `encrypted again: ${parts.join(', ')}`
}
