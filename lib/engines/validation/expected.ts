import type { Json } from '#lib/platform/json.ts'

/** A plain text stands word for word (`confirm*` is open at its end); `stem` takes other forms of its words as well. */
export type ExpectedPhrase = string | { text: string; stem?: boolean | undefined }

/** How often a tool is called. */
type ExpectedTimes = number | { min?: number | undefined; max?: number | undefined }

/** What is expected of the calls of one tool. */
export type ExpectedTool = {
  name: string
  /** false: it must not be called (with these arguments); true unless said otherwise */
  called?: boolean | undefined
  /** at least once unless said otherwise */
  times?: ExpectedTimes | undefined
  /** by path, such as `order.items[0].sku`; others may be given beside them */
  arguments?: Record<string, Json> | undefined
  /** one value, or some of its fields by path */
  result?: Json | undefined
  status?: 'succeeded' | 'failed' | undefined
  /** tools with a place are called in its order */
  order?: number | undefined
}

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
  final_answer?: { max_ms: number }
  dead_air?: { max_ms: number }
  transcript?: { max_wer?: number; max_cer?: number }
  audio?: { required: boolean }
  reply?: 'required' | 'none' | 'any'
  barge_in?: { max_stop_ms?: number | undefined; stops?: false | undefined }
  tools?: ExpectedTool[]
  /** those that are to be called are called in the order of the list */
  tools_in_order?: boolean
  /** no tool is called that the list does not name */
  no_other_tools?: boolean
  /** whether the reply says that something was done that was not; by itself in turns with tools */
  say_do?: boolean
}
