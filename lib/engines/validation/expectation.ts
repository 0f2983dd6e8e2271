import type { ExpectedPhrase, ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { ExpectationInput } from '#lib/engines/validation/schema.ts'
import { definedValues } from '#lib/platform/defined-values.ts'

type PerLanguage<T> = T | { [language: string]: T }

/** The value for a BCP-47 language: its own, else that of its primary subtag (`de` for `de-AT`). */
function choose<T>(map: { [language: string]: T }, language: string): T | undefined {
  return map[language] ?? map[language.split('-')[0] ?? language]
}

const text = (value: PerLanguage<string> | undefined, language: string) =>
  typeof value === 'object' ? choose(value, language) : value

const list = (value: PerLanguage<ExpectedPhrase[]> | undefined, language: string) =>
  value === undefined || Array.isArray(value) ? value : choose(value, language)

/**
 * What is expected in one language. A per-language map without an entry for it expects nothing there: a text of
 * another language would fail for the wrong reason.
 */
export function resolveExpectation(
  expectation: ExpectationInput,
  language: string,
): ResolvedExpectation {
  const { intent, entities, response, response_time, transcript, audio, reply, barge_in } =
    expectation
  const { tools, tools_in_order, no_other_tools, say_do, final_answer, dead_air } = expectation
  const contains = list(response?.contains, language)
  const notContains = list(response?.not_contains, language)
  const matches = text(response?.matches, language)
  const similarTo = text(response?.similar_to, language)
  const anyResponse = contains ?? notContains ?? matches ?? similarTo
  return {
    ...(intent !== undefined && { intent }),
    ...(entities !== undefined && { entities }),
    ...(anyResponse !== undefined && {
      response: {
        ...(contains !== undefined && { contains }),
        ...(notContains !== undefined && { not_contains: notContains }),
        ...(matches !== undefined && { matches }),
        ...(similarTo !== undefined && { similar_to: similarTo }),
      },
    }),
    ...(response_time !== undefined && { response_time }),
    ...(transcript !== undefined && {
      transcript: {
        ...(transcript.max_wer !== undefined && { max_wer: transcript.max_wer }),
        ...(transcript.max_cer !== undefined && { max_cer: transcript.max_cer }),
      },
    }),
    ...(audio !== undefined && { audio }),
    ...(reply !== undefined && { reply }),
    ...(barge_in !== undefined && { barge_in }),
    ...definedValues({ tools, tools_in_order, no_other_tools, say_do, final_answer, dead_air }),
  }
}
