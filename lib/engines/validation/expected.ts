import type { Json } from '#lib/platform/json.ts'

/** A plain text stands word for word (`confirm*` is open at its end); `stem` takes other forms of its words as well. */
export type ExpectedPhrase = string | { text: string; stem?: boolean | undefined }

/** What is expected of one turn's answer, in one language: `Expectation` of lib/suites, resolved. */
export type ResolvedExpectation = {
  intent?: string
  entities?: Record<string, Json>
  response?: {
    contains?: ExpectedPhrase[]
    not_contains?: ExpectedPhrase[]
    matches?: string
    similar_to?: string
  }
  response_time?: { max_ms: number }
  transcript?: { max_wer?: number; max_cer?: number }
  audio?: { required: boolean }
  reply?: 'required' | 'none' | 'any'
  barge_in?: { max_stop_ms: number }
}
