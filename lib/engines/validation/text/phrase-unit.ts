import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** A token, or one letter of it where words are not spaced. */
export type Unit = {
  token: Token
  index: number
  letter: string | null
  first: boolean
  last: boolean
}

export type Relation = 'same' | 'unclear' | 'different'
