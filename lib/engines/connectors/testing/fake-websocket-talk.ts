import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { play, type PlotActor } from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { AwaitedResults } from '#lib/engines/connectors/testing/fake-websocket-results.ts'
import {
  FakeListener,
  type FakeSocket,
  samples,
} from '#lib/engines/connectors/testing/fake-websocket.ts'

/** What a fake agent with a plot hears, remembers, answers, and awaits of its client. */
export class FakeTalk {
  readonly results = new AwaitedResults()
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #listener = new FakeListener(16_000, 500)
  #memory: FakeAnswer['memory'] = null

  constructor(socket: FakeSocket, mind: FakeMind) {
    this.#socket = socket
    this.#mind = mind
  }

  /** The words of an utterance that has ended with these samples, 16-bit at 16 kHz; null while it goes on. */
  async hear(audio: Buffer): Promise<string | null> {
    const clip = this.#listener.hear(samples(audio))
    return clip ? this.#mind.hear(clip) : null
  }

  /** Something that was said before. */
  remember(text: string): string {
    const answer = this.#mind.answer(text, this.#memory)
    this.#memory = answer.memory
    return answer.text
  }

  /** What is to be said to `text`; null where a plot says what happens, or nothing is answered. */
  async answer(text: string, actor: PlotActor): Promise<string | null> {
    if (!(await this.#socket.answering())) return null
    const plot = this.#socket.plot()
    if (!plot) return this.remember(text)
    await play(plot, actor)
    return null
  }
}
