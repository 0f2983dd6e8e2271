/** One thing that is wrong or doubtful about what a caller heard. */
export type Finding = {
  about: 'sound' | 'clipping' | 'cut_off' | 'echo' | 'too_early' | 'spoken_words' | 'unheard'
  proof: 'wrong' | 'unproven'
  /** where nothing is proven: whether the reply is likelier right all the same */
  likely: boolean
  /** 0..1 */
  confidence: number
  /** one sentence */
  why: string
}
