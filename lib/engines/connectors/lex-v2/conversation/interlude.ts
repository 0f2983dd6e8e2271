import { BotAnswer } from '#lib/engines/connectors/lex-v2/conversation/bot-answer.ts'
import { BotSpeech } from '#lib/engines/connectors/lex-v2/conversation/bot-speech.ts'
import type { LexEvent } from '#lib/engines/connectors/lex-v2/conversation/lex-events.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

/** What the bot says without being asked: the rest of a reply, and that it asks again where it heard nothing. */
export class Interlude {
  readonly speech = new BotSpeech('unsolicited_audio')
  #answers: BotAnswer[] = []
  /** audio of it is still to come */
  open: boolean

  constructor(open: boolean) {
    this.open = open
  }

  take(event: LexEvent, at: number): void {
    if (event.type === 'intent') {
      const answer = new BotAnswer(at, true)
      answer.understood(event.answer, event.unfinished, at)
      this.#answers.push(answer)
      this.open = true
    }
    if (event.type === 'text') this.#answers.at(-1)?.say(event.answer, at)
    if (event.type === 'audio_end' || event.type === 'interrupted') this.open = false
  }

  /** Tells what was said since the last time. */
  conclude(emit: (event: TurnEvent) => void): void {
    this.speech.flush()
    const [first] = this.#answers
    const written = this.#answers
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n')
    this.#answers = []
    if (first && written !== '')
      emit({ at: first.at, type: 'unsolicited', written, spoken: written })
  }
}
