import { afterEach } from 'vitest'

import type {
  Capabilities,
  Connector,
  OpenOptions,
  Session,
  Turn,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** A local voice AI that the contract is checked against. */
export type FakeServer = {
  config: Record<string, unknown>
  secrets: Record<string, unknown>
  /** well formed, but not the peer's */
  wrongSecrets: Record<string, unknown>
  /** every string that must never leave the process in a log */
  hidden: string[]
  /** the setting that holds the address */
  addressOf: (url: string) => Record<string, unknown>
  guard: Guard
  language: string
  /** two turns, the second of which makes sense only after the first */
  dialog: { say: string; replyContains: string }[]
  /**
   * for a connector that can be interrupted: a first turn that is answered with more than two seconds of audio, and
   * what the caller breaks in with
   */
  bargeIn?: { say: string; sayOver: string; replyContains: string }
  /** for one that takes keys: the turn before them, the keys, and what they are answered with */
  keys?: { say: string; digits: string; replyContains: string }
  /** false where a conversation ends with its connection and a stored one is refused */
  resumes?: false
  speak(text: string): Promise<VoiceTurn>
}

/** What the tests of the contract work with. */
export type Tools = {
  peer: () => FakeServer
  open: (options?: Partial<OpenOptions>, config?: object) => ReturnType<Connector['open']>
  can: () => Capabilities
  /** A turn in writing, or spoken where the connector takes no text. */
  ask: (text: string) => Promise<Turn>
}

export const userId = 'contract-caller'

/** Sessions that it opens are closed after each test. */
export function tools(connector: Connector, peer: () => FakeServer): Tools {
  const opened: Session[] = []
  // A line that nobody hangs up goes on through the tests that follow.
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((session) => session.close()))
  })
  const can = () => connector.capabilities(connector.config.parse(peer().config))
  return {
    ...{ peer, can },
    open: (options = {}, config = {}) => {
      const { guard, language, secrets } = peer()
      const session = connector.open(
        connector.config.parse({ ...peer().config, ...config }),
        connector.secrets.parse(secrets),
        { userId, language, guard, ...options },
      )
      opened.push(session)
      return session
    },
    ask: async (text) =>
      can().text ? { kind: 'text', text, language: peer().language } : peer().speak(text),
  }
}
