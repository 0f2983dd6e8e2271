import { createRequire } from 'node:module'

/** The parts of SoundHound's own npm SDK that the conformance tests use; it ships no types. */
export type SdkError = { type: string; exception?: unknown }
type SdkOptions = {
  clientId: string
  clientKey: string
  endpoint: string
  requestInfo: Record<string, unknown>
  conversationState?: unknown
  onResponse: (response: unknown) => void
  onError: (error: SdkError) => void
}
type VoiceRequest = { write(audio: Uint8Array): void; end(): void; isStreaming(): boolean }
type Sdk = {
  TextRequest: new (options: SdkOptions & { query: string; method?: string }) => object
  VoiceRequest: new (
    options: SdkOptions & {
      convertAudioToSpeex?: boolean
      sampleRate?: number
      enableVAD?: boolean
      onTranscriptionUpdate: (partial: { PartialTranscript: string }) => void
    },
  ) => VoiceRequest
}

function isSdk(value: unknown): value is Sdk {
  return typeof value === 'object' && value !== null && 'VoiceRequest' in value
}

export function loadSdk(): Sdk {
  const require = createRequire(import.meta.url)
  const loaded: unknown = require('houndify')
  if (!isSdk(loaded)) throw new Error('The Houndify SDK is not what it was')
  return loaded
}
