import type { Exchange } from '#lib/engines/vendors/types.ts'

const textLimit = 4_000

/** A token that a provider hands out in its answer (a GitHub App's, OAuth's). */
const handedOut = /("(?:access_|refresh_)?token"\s*:\s*")[^"]+/g

/** Credentials of a request that a provider writes back, in whichever form they were sent. */
const writtenBack = /\b(basic|bearer)\s+[\w.~+/=-]{8,}/gi

/** A secret address is as secret in its path alone, which is what a provider sees of it. */
function formsOf(secret: string): string[] {
  const url = /^https?:/i.test(secret) && URL.canParse(secret) ? new URL(secret) : null
  const parts = url ? [`${url.pathname}${url.search}`, url.pathname.split('/').at(-1) ?? ''] : []
  return [secret, ...parts.filter((part) => part.length >= 8)]
}

/** Replaces every secret, as it is and as it looks in a URL, and credentials that are written back. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text.replace(handedOut, '$1•••').replace(writtenBack, '$1 •••')
  for (const form of secrets.flatMap(formsOf))
    if (form.length >= 4)
      hidden = hidden.replaceAll(form, '•••').replaceAll(encodeURIComponent(form), '•••')
  return hidden
}

/** The same, and cuts what is long. */
function mask(text: string, secrets: readonly string[]): string {
  const masked = hideSecrets(text, secrets)
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
