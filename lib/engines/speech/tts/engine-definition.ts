import type { TtsEngine } from '#lib/engines/speech/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'

export type EngineId = Environment['TTS_ENGINE']

/** A text-to-speech engine as people meet it: what it is, whether it is set up, and how it is opened. */
export type EngineDefinition = {
  label: string
  /** one sentence each */
  licence: string
  privacy: string
  /** null when it can be used, else what to set */
  missing(env: Environment): string | null
  /** Contacts nothing and loads nothing heavy: that waits for the first request. */
  open(env: Environment): TtsEngine
}

/** The version of a remote engine: what is known of it, and the operator's own counter once that was raised. */
export const revised = (version: string, revision: number) =>
  revision === 1 ? version : `${version}+${revision}`
