import type { Json } from '#lib/platform/json.ts'

/** What the evidence proves of one aspect. Only `right` and `wrong` may decide without a person. */
export type Proof = 'right' | 'wrong' | 'unproven'

/** A piece of a text that decided, for the screen. */
export type Mark = {
  /**
   * the text it stands in; `expected` is the one named by `of` (`similar_to`, `contains.0`, `entities.city`), `reply` the
   * written one unless `of` says `spoken`
   */
  in: 'expected' | 'said' | 'heard' | 'reply'
  of?: string
  /** UTF-16 places in that text, end exclusive */
  start: number
  end: number
  /** `doubts`: the word because of which it is not proven (a negation, a condition) */
  role: 'proves' | 'contradicts' | 'doubts'
}

/** A reply's wording that a person has decided on for this case, turn and language: `approved_replies`, `rejected_replies`. */
export type Precedent = {
  id: string
  ruling: 'approved' | 'rejected'
  turn: number
  /** `tokenForm` of the reply */
  form: string
  /** who and when, for the reason */
  by: string
  at: string
}

/** One validator's judgement of one turn. */
export type Score = {
  validator: string
  /** version of the validator's rules, so that a changed verdict can be explained */
  version: number
  turn: number
  /** 0..1 */
  score: number
  proof: Proof
  /** true when proven right, false when proven wrong; where nothing is proven, what is likelier */
  pass: boolean
  /** 0..1, for ordering and for people: it never turns `unproven` into a proof */
  confidence: number
  weight: number
  /** its failure fails the execution */
  mustHave: boolean
  /** one sentence in words */
  evidence: string
  marks?: Mark[]
  /** structured detail for the screen (alignment, missing words, …) */
  detail?: Json
}

export type Judgement = {
  /** 0..1 */
  score: number
  proof: Proof
  /** as in `Score` */
  pass: boolean
  /** 0..1 */
  confidence: number
  /** one sentence in words, naming the words that decided */
  evidence: string
  marks?: Mark[]
  detail?: Json
  /** overrides the validator's own `mustHave`, e.g. a transcript without a limit is evidence only */
  mustHave?: boolean
}
