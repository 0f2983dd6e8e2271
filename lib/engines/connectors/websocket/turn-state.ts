import type { Json } from '#lib/engines/connectors/types.ts'
import { reasonIn } from '#lib/engines/connectors/websocket/asides.ts'
import type { Reply } from '#lib/engines/connectors/websocket/reply.ts'
import type { Rule } from '#lib/engines/connectors/websocket/rules.ts'
import type { TurnTools } from '#lib/engines/connectors/websocket/turn-tools.ts'

/** What a turn has come to. */
export class TurnState {
  readonly #reply: Reply
  readonly #tools: TurnTools
  /** all that the caller says has been sent */
  sent = false
  /** a sign of an answer has come */
  answered = false
  /** the end of the reply was told */
  done = false
  /** it was told before, and then the reply went on */
  wasDone = false
  /** nothing has followed the end */
  settled = false
  /** an error that the voice AI may get over */
  trouble: string | null = null
  /** why a reply was cancelled that another may follow */
  cancelled: string | null = null
  /** the transcript will not come */
  deaf = false

  constructor(reply: Reply, tools: TurnTools) {
    this.#reply = reply
    this.#tools = tools
  }

  /** A reply begins, or goes on after its end was told. */
  goOn(): void {
    this.wasDone ||= this.done
    this.done = false
    this.settled = false
    this.trouble = null
    if (this.cancelled !== null) this.#reply.restart(false)
    this.cancelled = null
  }

  /** The voice AI speaks. Words that come late do not undo the end that was told; sound does. */
  speak(sounds: boolean): void {
    this.settled = false
    if (sounds || !this.done || this.trouble !== null || this.cancelled !== null) this.goOn()
  }

  /** A tool is asked for: what was said so far came before the answer. */
  askTool(): void {
    this.trouble = null
    this.#reply.pause()
  }

  /** The last tool has its result: the answer is due. */
  endTools(): void {
    this.#reply.restart(true)
    if (!this.#tools.owesContinue) this.done = false
  }

  /** Takes what a rule says of the reply as a whole. */
  take(rule: Rule, message: Json): void {
    // Before anything was asked and answered, it is the end of what came before this turn.
    const isOwn = this.sent || this.#reply.begun
    // What ends while an answer is due is what was said before the tool.
    const isAnswer = !this.#reply.awaitsAnswer || this.#tools.owesContinue
    if (rule.event === 'done') this.done ||= isOwn && isAnswer
    else if (rule.event === 'cancelled' && isOwn) this.cancelled = reasonIn(rule, message)
    else if (rule.event === 'transcript_failed') this.deaf = true
    else if (rule.event === 'recoverable') this.trouble = reasonIn(rule, message)
  }
}
