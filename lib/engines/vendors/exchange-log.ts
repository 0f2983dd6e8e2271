import type { Exchange } from '#lib/engines/vendors/types.ts'

const textLimit = 4_000

/** A token that a provider hands out in its answer (a GitHub App's, OAuth's). */
const handedOut = /("(?:access_|refresh_)?token"\s*:\s*")[^"]+/g

/** Replaces every secret, as it is and as it looks in a URL, and tokens in answers; cuts what is long. */
function mask(text: string, secrets: readonly string[]): string {
  let masked = text.replace(handedOut, '$1•••')
  for (const secret of secrets)
    if (secret.length >= 4)
      masked = masked.replaceAll(secret, '•••').replaceAll(encodeURIComponent(secret), '•••')
  return masked.length > textLimit ? `${masked.slice(0, textLimit)}… (${masked.length})` : masked
}

/** What was said on a connection during one send, fit to be shown: no secret, nothing long. */
export class ExchangeLog {
  readonly entries: Exchange[] = []
  readonly #secrets: readonly string[]
  readonly #startedAt = performance.now()

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
  }

  /** `begun` is `performance.now()` at the start of the call. */
  keep(entry: Omit<Exchange, 'atMs' | 'durationMs'>, begun: number): void {
    const hide = (text: string) => mask(text, this.#secrets)
    const { sent, received, error, request, operation, status } = entry
    this.entries.push({
      operation,
      request: hide(request),
      status,
      ...(sent !== undefined && { sent: hide(sent) }),
      ...(received !== undefined && { received: hide(received) }),
      ...(error !== undefined && { error: hide(error) }),
      durationMs: Math.round(performance.now() - begun),
      atMs: Math.round(begun - this.#startedAt),
    })
  }
}
