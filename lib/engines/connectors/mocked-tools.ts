import { setTimeout as sleep } from 'node:timers/promises'

import { toJson } from '#lib/engines/connectors/lossless-json.ts'
import type { AnswerTool, ToolAnswer } from '#lib/engines/connectors/types.ts'
import { mockText, type PlacedMock } from '#lib/engines/validation/tools/placed-mock.ts'
import type { ToolMock } from '#lib/engines/validation/tools/tool-mocks.ts'

/** What a mock answers. */
export const answerOfMock = ({ error, result }: ToolMock): ToolAnswer =>
  error === undefined ? { result } : { error }

/** The mocks of one conversation, and how often each has answered. */
export class MockedTools {
  readonly #mocks: readonly PlacedMock[]
  readonly #language: string
  readonly #signal: AbortSignal | undefined
  readonly #used = new Map<PlacedMock, number>()

  /** `language`: BCP 47. `signal` ends the delay of a mock, and the conversation with it. */
  constructor(mocks: readonly PlacedMock[], language: string, signal?: AbortSignal) {
    this.#mocks = mocks
    this.#language = language
    this.#signal = signal
  }

  /** Answers a call by the first mock that fits it for certain, after its delay. */
  readonly answer: AnswerTool = async ({ name, arguments: given }) => {
    const asked = { name, arguments: toJson(given) }
    const used = (placed: PlacedMock) => this.#used.get(placed) ?? 0
    // With the first tool that is asked: it knows all languages, and most calls have none to answer.
    const { chooseMock } = await import('#lib/engines/validation/tools/choose-mock.ts')
    const chosen = chooseMock(this.#mocks, asked, { language: this.#language, used })
    if ('none' in chosen) return { unmatched: chosen.none }
    this.count(chosen)
    const { delay_ms: delayMs = 0 } = chosen.mock
    if (delayMs > 0) await sleep(delayMs, undefined, this.#signal && { signal: this.#signal })
    return answerOfMock(chosen.mock)
  }

  /** One more call was answered by a mock. */
  count(placed: PlacedMock): void {
    this.#used.set(placed, (this.#used.get(placed) ?? 0) + 1)
  }

  /** Mocks of the case that have answered nothing, and had to. */
  unused(): string[] {
    return this.#mocks
      .filter((one) => one.of === 'case' && one.mock.optional !== true && !this.#used.has(one))
      .map(mockText)
  }
}
