import { z } from 'zod'

import { fulfils, JsonCondition, JsonPath } from '#lib/engines/connectors/json-path.ts'
import { templateOf } from '#lib/engines/connectors/template.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

/** What a template may name; `frame` is the message that is being answered. */
export const names = [
  ...['text', 'language', 'language_base', 'conversation_id', 'user_id', 'correlation', 'turn'],
  ...['history', 'var', 'audio_base64', 'audio_sample_rate', 'frame', 'digits'],
]

export const Messages = z.array(templateOf(z.json(), names)).max(20)

/** What a message from the voice AI means. */
const events = [
  ...([
    'partial',
    'partial_delta',
    'transcript',
    'reply_delta',
    'reply',
    'reply_correction',
  ] as const),
  ...(['audio', 'intent', 'interrupted', 'done', 'error', 'refused', 'none'] as const),
] as const

/** One meaning of a message: several rules may fit the same one. */
export const Rule = z.strictObject({
  when: JsonCondition,
  event: z.enum(events),
  /** text, base64 audio, or the name of the intent */
  value: JsonPath.optional(),
  /** entities of an intent */
  data: JsonPath.optional(),
  score: JsonPath.optional(),
  /** messages to send back at once, as the answer to a ping */
  send: Messages.optional(),
})
export type Rule = z.output<typeof Rule>

/** The rules that a message fulfils, in their order. */
export const rulesFor = (rules: readonly Rule[], message: Json): Rule[] =>
  rules.filter(({ when }) => fulfils(message, when))
