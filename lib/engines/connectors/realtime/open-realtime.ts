import { RealtimeLine } from '#lib/engines/connectors/realtime/realtime-line.ts'
import { type RealtimeLostError, ThreadLink } from '#lib/engines/connectors/realtime/thread-link.ts'
import { connectors } from '#lib/engines/connectors/registry.ts'
import type { Connector, Line, OpenOptions } from '#lib/engines/connectors/types.ts'
import { log } from '#lib/platform/log.ts'
import { countLostThread } from '#lib/platform/metrics/metrics.ts'

const idleMs = 30_000
const hangMs = 10_000
const nextLookMs = 5_000

/** What a conversation is opened with: settings and secrets as the connector's schemas parse them. */
type Target = { connector: Connector; config: unknown; secrets: unknown }

/** Opens conversations that are held in a thread which does nothing else. */
export type Realtime = {
  /** `allowedHosts` for another guard than that of the process */
  open(target: Target, options: Omit<OpenOptions, 'guard'> & { allowedHosts?: string[] }): Line
  close(): Promise<void>
  /** whether the thread runs */
  readonly isOpen: boolean
}

type Options = {
  program?: URL
  /** ms after the last call until the thread ends */
  idle?: number
  /** ms of silence after which it counts as hung */
  hangMs?: number
}

class RealtimeHost implements Realtime {
  readonly #options: Required<Options>
  readonly #lines = new Map<number, RealtimeLine>()
  #link: ThreadLink | null = null
  #idle: NodeJS.Timeout | undefined
  #last = 0

  constructor(options: Required<Options>) {
    this.#options = options
  }

  open(
    { connector, config, secrets }: Target,
    { answerTool, allowedHosts, ...options }: Parameters<Realtime['open']>[1],
  ): Line {
    // A connector that the thread does not know the like of, and settings that are no object, stay here.
    if (connectors[connector.kind] !== connector || config === null || typeof config !== 'object')
      return connector.open(config, secrets, { ...options, ...(answerTool && { answerTool }) })
    clearTimeout(this.#idle)
    const link = this.#thread()
    const session = ++this.#last
    const endpoint = link.endpoint(config, () => ({ kind: connector.kind, config, secrets }))
    const { userId, language, correlation, toolsUrl } = options
    link.tell({
      ...{ open: session, endpoint, answersTools: answerTool !== undefined },
      ...(allowedHosts && { allowedHosts }),
      options: {
        ...{ userId, language },
        ...(correlation !== undefined && { correlation }),
        ...(toolsUrl !== undefined && { toolsUrl }),
      },
    })
    const line = new RealtimeLine(link, session, { answerTool, onClose: () => this.#drop(session) })
    this.#lines.set(session, line)
    return line
  }

  get isOpen(): boolean {
    return this.#link?.isLost === false
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const link = this.#link
    this.#link = null
    await link?.end()
  }

  #thread(): ThreadLink {
    if (this.#link?.isLost === false) return this.#link
    const link = new ThreadLink(this.#options, {
      tool: (session, call, number) => void this.#lines.get(session)?.answerTool(call, number),
      lost: (error) => this.#lose(link, error),
    })
    this.#link = link
    return link
  }

  #lose(link: ThreadLink, error: RealtimeLostError): void {
    if (this.#link !== link) return
    this.#link = null
    countLostThread(this.#lines.size)
    log.error({ err: error.message, calls: this.#lines.size }, 'calls by voice were lost')
  }

  #drop(session: number): void {
    this.#lines.delete(session)
    if (this.#lines.size === 0) this.#endLater(this.#options.idle)
  }

  #endLater(ms: number): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      // How long a voice AI has been away is known there alone.
      if (this.#link?.knowsOutage === true) this.#endLater(nextLookMs)
      else void this.close()
    }, ms)
    this.#idle.unref()
  }
}

/** The thread begins with the first call and ends some time after the last. One that dies or hangs is replaced by the next call. */
export const openRealtime = (options: Options = {}): Realtime =>
  new RealtimeHost({
    program: new URL('./realtime-thread.ts', import.meta.url),
    ...{ idle: idleMs, hangMs },
    ...options,
  })
