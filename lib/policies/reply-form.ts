import { createHash } from 'node:crypto'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { resolveExpectation } from '#lib/engines/validation/expectation.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { log } from '#lib/platform/log.ts'
import type { CaseInput } from '#lib/suites/schema.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32)

type Reply = Pick<TurnEvidence, 'language' | 'reply_written' | 'reply_spoken'>

/** The reply that a wording is taken from, the same as validators take; null when there was none. */
export const replyOf = ({ reply_written, reply_spoken }: Reply): string | null =>
  [reply_written, reply_spoken].find((text) => text !== null && text.trim() !== '') ?? null

/** Form of a turn's reply: equal forms are the same wording. '' without words, and for a text that cannot be read. */
export function replyForm(turn: Reply): string {
  try {
    return tokenForm(replyOf(turn) ?? '', turn.language)
  } catch (error) {
    // No reply of a voice AI may keep a result or a decision from being recorded.
    log.error({ err: error, language: turn.language }, 'the wording of a reply cannot be read')
    return ''
  }
}

export const formHashOf = (form: string): string => hash(form)

/** Hash of the wording of all answers of an execution: repetitions of a case with one answer count once. */
export const answerHashOf = (turns: readonly Reply[]): string =>
  hash(JSON.stringify(turns.map((turn) => replyForm(turn) || replyOf(turn))))

/**
 * For each turn of a case the hash of what was said up to it, of what is expected there, and of what tools answer: a decision
 * on a reply holds for the same question only. Pass the case with its plain variables filled in, never secret ones.
 */
export function contextHashes(
  testCase: Pick<CaseInput, 'turns' | 'mocks'>,
  language: string,
): string[] {
  const { mocks = [] } = testCase
  const said: unknown[] = []
  return testCase.turns.map(({ expect, ...caller }) => {
    const { say, audio } = caller
    const own = (value: typeof say) =>
      typeof value === 'object' ? (value[language] ?? null) : (value ?? null)
    said.push({ ...caller, say: own(say), audio: own(audio) })
    return hash(
      canonicalJson({
        ...{ said, expected: resolveExpectation(expect, language) },
        ...(mocks.length > 0 && { mocks }),
      }),
    )
  })
}
