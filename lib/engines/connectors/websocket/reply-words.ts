import type { ReplyEvent } from '#lib/engines/connectors/types.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' ')

type Told = Pick<ReplyEvent, 'written' | 'spoken'> & {
  fillers: NonNullable<ReplyEvent['fillers']>
  answerAt: number | null
  /** when the first word of all came, fillers included */
  textAt: number | null
}

/** The words of a reply, as they come in pieces, are finished and corrected; what came before the answer is kept apart. */
export class ReplyWords {
  #finished: string[] = []
  #unfinished = ''
  #spoken = ''
  /** when the answer's first word came */
  #since: number | null = null
  /** when the first word of all came */
  #first: number | null = null
  readonly #fillers: { at: number; text: string }[] = []
  /** what was cut off a filler: its whole may still be told */
  #cutOff: string | null = null
  /** The pieces that come still belong to what was said before a tool was asked for. */
  straggles = false

  /** The answer's words so far. */
  get answer(): string {
    const written = joined([...this.#finished, this.straggles ? '' : this.#unfinished.trim()])
    return written === '' ? this.#spoken : written
  }

  /** All words, fillers first. */
  get all(): string {
    return joined([...this.#fillers.map(({ text }) => text), this.answer])
  }

  /** Takes words; whether they were any of the voice AI's. */
  take({ event }: Rule, text: string, at: number): boolean {
    if (event === 'reply_delta') this.#unfinished += text
    else if (event === 'reply') return this.#finish(text.trim(), at)
    else if (event === 'spoken') this.#spoken = joined([this.#spoken, text.trim()])
    else if (event === 'reply_correction') {
      // What is corrected was said in the turn before.
      if (this.#finished.length === 0) return false
      this.#finished.splice(-1, 1, text.trim())
    } else return false
    this.#first ??= at
    this.#since ??= at
    return true
  }

  /**
   * What was said so far came before the answer. `whole`: also what is not finished; else that may still be told to its
   * end.
   */
  cut(whole: boolean): void {
    const text = joined(this.#finished)
    const spoken = text === '' && this.#unfinished === '' ? this.#spoken : ''
    const since = this.#since
    this.#keep(joined([text, spoken]))
    this.#finished = []
    this.#spoken = ''
    this.straggles = !whole && this.#unfinished !== ''
    if (this.#unfinished !== '' && text === '') this.#since = since
    if (!whole || this.#unfinished === '') return
    this.#cutOff = this.#unfinished.trim()
    this.#keep(this.#cutOff)
    this.#unfinished = ''
  }

  /** What is told of the reply. When nothing was said after the fillers, they are all of the answer. */
  told(hasMore: boolean): Told {
    const { answer } = this
    const straggler = this.straggles ? this.#unfinished.trim() : ''
    const fillers = this.#fillers.filter(({ text }) => text !== '')
    if (straggler !== '') fillers.push({ at: this.#since ?? performance.now(), text: straggler })
    if (answer === '' && !hasMore) {
      const written = joined(fillers.map(({ text }) => text))
      return { written, spoken: written, fillers: [], answerAt: null, textAt: this.#first }
    }
    const spoken = this.#spoken === '' ? answer : this.#spoken
    return { written: answer, spoken, fillers, answerAt: this.#since, textAt: this.#first }
  }

  #finish(text: string, at: number): boolean {
    this.#first ??= at
    const filler = this.#fillers.at(-1)
    if (this.straggles) {
      this.#unfinished = ''
      this.#keep(text, at)
      this.straggles = false
      return true
    }
    if (this.#cutOff !== null && filler && text.startsWith(this.#cutOff)) {
      filler.text = text
      this.#cutOff = null
      return false
    }
    this.#finished.push(text)
    this.#unfinished = ''
    this.#since ??= at
    return true
  }

  #keep(text: string, at = performance.now()): void {
    if (text !== '') this.#fillers.push({ at: this.#since ?? at, text })
    this.#since = null
  }
}
