import type * as Sdk from '@aws-sdk/client-polly'

import { pollyFault } from '#lib/engines/speech/tts/polly-faults.ts'
import { UpstreamError } from '#lib/platform/errors.ts'
import { formatLimit } from '#lib/platform/format/duration.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'
import { withRetries } from '#lib/platform/net/resilience.ts'

export type PollyConnection = {
  region: string
  /** AWS's own address of the region when absent */
  endpoint?: string | undefined
  /** The SDK's own search (role of the machine, shared files) when absent. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined
  /** ms for one request, all tries together; 60,000 unless told */
  timeoutMs?: number
  /** tries of one request, 4 unless told */
  maxAttempts?: number
}

export const POLLY = 'Amazon Polly'

type Opened = { sdk: typeof Sdk; client: Sdk.PollyClient }

/** The SDK takes a while to load, so it is loaded when the first request needs it. */
async function connect({ region, endpoint, credentials }: PollyConnection): Promise<Opened> {
  const [sdk, { NodeHttpHandler }] = await Promise.all([
    import('@aws-sdk/client-polly'),
    import('@smithy/node-http-handler'),
  ])
  const client = new sdk.PollyClient({
    region,
    // Tries are made here, by the same rules as for every other service.
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 5_000, socketTimeout: 30_000 }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  })
  return { sdk, client }
}

/**
 * Connects at the first request. The returned `run` tries one, with the wait that throttling asks for, and throws
 * `InvalidError` for what Polly refuses to speak and `UpstreamError` for every other fault.
 */
export function openPolly(options: PollyConnection) {
  const { timeoutMs = 60_000, maxAttempts = 4 } = options
  const peer = options.endpoint === undefined ? options.region : new URL(options.endpoint).host
  let opened: Promise<Opened> | undefined

  async function attempt<T>(
    work: (polly: Opened, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const polly = await (opened ??= connect(options))
    try {
      return await work(polly, signal)
    } catch (error) {
      throw pollyFault(error, peer)
    }
  }

  async function run<T>(
    work: (polly: Opened, signal: AbortSignal) => Promise<T>,
    outer?: AbortSignal,
  ): Promise<T> {
    outer?.throwIfAborted()
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = outer ? AbortSignal.any([outer, timeout]) : timeout
    try {
      const rules = { peer, maxAttempts, deadlineMs: timeoutMs, signal }
      return await withRetries(() => attempt(work, signal), rules)
    } catch (error) {
      outer?.throwIfAborted()
      if (!(error instanceof NetworkError)) throw error
      const { fault, detail, retryable } = error
      const words = timeout.aborted
        ? `no answer within ${formatLimit(timeoutMs)}`
        : fault === 'authentication'
          ? `${detail}; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the permissions polly:DescribeVoices and polly:SynthesizeSpeech`
          : detail
      throw new UpstreamError(POLLY, words, retryable || timeout.aborted, error)
    }
  }

  return {
    run,
    async close() {
      const { client } = (await opened?.catch(() => undefined)) ?? {}
      client?.destroy()
    },
  }
}
