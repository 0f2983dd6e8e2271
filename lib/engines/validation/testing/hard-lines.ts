import { hardExchanges } from '#lib/engines/validation/testing/hard-exchanges.ts'
import { hardMeanings } from '#lib/engines/validation/testing/hard-meanings.ts'
import { hardWords } from '#lib/engines/validation/testing/hard-words.ts'
import type { Json } from '#lib/platform/json.ts'

/** A line as `earshot judge` reads it, with what a careful person would say of it; `either`: only a person can decide. */
export type HardLine = {
  kind: 'contains' | 'not_contains' | 'matches' | 'similar_to' | 'evidence' | 'transcript'
  language: string
  mode: 'text' | 'voice'
  expect: { [key: string]: Json | undefined; response?: { [key: string]: Json } | undefined }
  said: string | null
  heard?: string | null
  heard_confidence?: number
  reply: { [key: string]: Json }
  right: 'pass' | 'fail' | 'either'
}

/** Lines written to fool the judge, of the kinds of `lines.jsonl` in other words and languages. */
export const hardLines: readonly HardLine[] = [...hardWords, ...hardMeanings, ...hardExchanges]
