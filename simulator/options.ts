import type { VocabularyOptions } from '#simulator/asr/vocabulary.ts'

/** How a simulator behaves; everything has a default but the credentials. */
export type SimulatorOptions = {
  clientId: string
  /** base64url, as Houndify issues it */
  clientKey: string
  /** 0 picks a free port. */
  port?: number
  /** The interface to listen on; loopback unless said otherwise. */
  host?: string
  /** ms added to every answer */
  latencyMs?: number
  /** File to which one JSON line a request is appended. */
  logFile?: string
  /** Seconds that a request's TimeStamp may be off; 0 accepts any. */
  clockSkewSeconds?: number
  /** A fault for every request that does not bring its own, in the notation of `X-Simulator-Fault`. */
  fault?: string
  /** `robust` adapts to noise, `fragile` does not. */
  ears?: 'robust' | 'fragile'
  /** Whether the documented faults of the demo voice AI take effect. */
  weakSpots?: boolean
  /** Where templates are kept; nothing is kept when unset. */
  dataDir?: string
  /** Narrower ears than the whole grammar in all voices; they are ready sooner. */
  vocabulary?: Pick<VocabularyOptions, 'voices' | 'phrases'>
}

/** Bounds on what one client can make the simulator hold. Bytes, ms and counts. */
export const limits = {
  headerBytes: 65_536,
  requestInfoBytes: 262_144,
  textBodyBytes: 524_288,
  audioBytes: 33_554_432,
  controlBodyBytes: 16_384,
  /** Longest utterance that is listened to. */
  speechMs: 60_000,
  requestMs: 150_000,
  handshakeMs: 10_000,
  idleMs: 30_000,
  connections: 10_000,
} as const
