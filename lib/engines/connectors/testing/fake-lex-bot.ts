import { z } from 'zod'

import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

export const lexKey = {
  accessKeyId: 'AKIDLEXPEEREXAMPLE00',
  secretAccessKey: 'lex-peer-secret-access-key',
  sessionToken: 'lex-peer-session-token',
}
export const lexBot = { bot_id: 'PEERBOT001', bot_alias_id: 'TSTALIASID', region: 'eu-west-1' }

/** An answer of Lex that is an exception; its name travels in a header. */
export class LexRefusal extends Error {
  readonly status: number
  readonly exception: string
  constructor(status: number, exception: string, message: string) {
    super(message)
    this.status = status
    this.exception = exception
  }
}

export const invalid = (message: string) => new LexRefusal(400, 'ValidationException', message)

export const SessionState = z.strictObject({
  sessionAttributes: z.record(z.string(), z.string()).optional(),
  intent: z.json().optional(),
  dialogAction: z.json().optional(),
})
export const Attributes = z.record(z.string(), z.string())

/** What fits `schema`. Throws LexRefusal. */
export function fitting<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (!result.success) throw invalid(z.prettifyError(result.error))
  return result.data
}

/** JSON that fits `schema`. Throws LexRefusal. */
export function parsed<T extends z.ZodType>(schema: T, text: string): z.output<T> {
  try {
    return fitting(schema, JSON.parse(text))
  } catch (error) {
    throw error instanceof SyntaxError ? invalid('that is not JSON') : error
  }
}

/** What the answers of all operations carry. */
export function contents(answer: FakeAnswer) {
  const slots = Object.fromEntries(
    Object.entries(answer.entities).map(([name, value]) => [
      name,
      { shape: 'Scalar', value: { interpretedValue: String(value), originalValue: String(value) } },
    ]),
  )
  const known = answer.intent !== 'NoResultCommand'
  const name = known ? answer.intent : 'FallbackIntent'
  const intent = { name, slots, state: 'Fulfilled', confirmationState: 'None' }
  return {
    messages: [{ contentType: 'PlainText', content: answer.text }],
    interpretations: [
      { intent, interpretationSource: 'Lex', ...(known && { nluConfidence: { score: 0.87 } }) },
    ],
    sessionState: {
      dialogAction: { type: 'Close' },
      intent,
      sessionAttributes: { memory: JSON.stringify(answer.memory) },
    },
  }
}

/** What the bot remembers: a session lives under its id, and a state that is sent along takes its place. */
export class LexSessions {
  readonly #mind: FakeMind
  readonly #memories = new Map<string, string>()

  constructor(mind: FakeMind) {
    this.#mind = mind
  }

  answer(text: string, sessionId: string, state?: z.output<typeof SessionState>): FakeAnswer {
    const memory = state?.sessionAttributes?.['memory'] ?? this.#memories.get(sessionId) ?? 'null'
    const answer = this.#mind.answer(text, JSON.parse(memory))
    this.#memories.set(sessionId, JSON.stringify(answer.memory))
    return answer
  }
}
