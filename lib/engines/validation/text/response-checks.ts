import { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { ExpectedPhrase } from '#lib/engines/validation/expected.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { Mark, Precedent } from '#lib/engines/validation/score.ts'
import { alike } from '#lib/engines/validation/text/alike.ts'
import {
  contained,
  notContained,
  type PhraseFinding,
} from '#lib/engines/validation/text/contains.ts'
import { judgePattern } from '#lib/engines/validation/text/pattern-check.ts'
import type { TextFinding } from '#lib/engines/validation/text/text-finding.ts'

const Phrase = z.union([z.string(), z.object({ text: z.string(), stem: z.boolean().optional() })])

/** What is expected of the reply's words, in one language. */
export const ResponseConfig = z.object({
  contains: z.array(Phrase),
  not_contains: z.array(Phrase),
  matches: z.string().nullable(),
  similar_to: z.string().nullable(),
  similarity_threshold: z.number().min(0).max(1),
})
export type ResponseConfig = z.output<typeof ResponseConfig>

export type ResponseCheck = {
  name: 'contains' | 'not_contains' | 'matches' | 'similar_to'
  /** holds only when no form of the reply breaks it */
  forbids: boolean
  judge(reply: string): TextFinding
}

const certain = 0.97
const open = 0.6

const shownMost = 5

const marksOf = (finding: PhraseFinding, of: string, phrase: ExpectedPhrase): Mark[] => [
  ...finding.places.map((place) => ({ in: 'reply' as const, ...place })),
  ...(finding.proof === 'right' && finding.places.length === 0
    ? []
    : [
        {
          in: 'expected' as const,
          of,
          start: 0,
          end: (typeof phrase === 'string' ? phrase : phrase.text).length,
          role:
            finding.proof === 'right'
              ? ('proves' as const)
              : finding.proof === 'wrong'
                ? ('contradicts' as const)
                : ('doubts' as const),
        },
      ]),
]

/** All phrases of one list together: one that is proven wrong decides. */
function judgePhrases(
  name: 'contains' | 'not_contains',
  phrases: readonly ExpectedPhrase[],
  reply: string,
  language: string,
): TextFinding {
  const judgeOne = name === 'contains' ? contained : notContained
  const found = phrases.map((phrase) => judgeOne(phrase, reply, language))
  const wrong = found.filter(({ proof }) => proof === 'wrong')
  const doubtful = found.filter(({ proof }) => proof === 'unproven')
  const proof = wrong.length > 0 ? 'wrong' : doubtful.length > 0 ? 'unproven' : 'right'
  const shown = wrong.length > 0 ? wrong : doubtful
  const all = name === 'contains' ? 'all required words are there' : 'no forbidden word'
  return {
    proof,
    pass: found.every(({ pass }) => pass),
    score: found.filter(({ pass }) => pass).length / found.length,
    confidence: proof === 'unproven' ? open : certain,
    why:
      shown.length === 0
        ? all
        : shown
            .slice(0, shownMost)
            .map(({ why }) => why)
            .join(', '),
    marks: found.flatMap((finding, index) =>
      marksOf(finding, `${name}.${index}`, phrases[index] ?? ''),
    ),
  }
}

type Context = { precedents: readonly Precedent[]; policy: ValidationPolicy }

function judgeAlike(
  turn: TurnEvidence,
  expected: string,
  reply: string,
  threshold: number,
  { precedents, policy }: Context,
): TextFinding {
  const { language } = turn
  const found = alike({
    ...{ expected, reply, language, threshold, precedents },
    meaning: turn.meaning ?? [],
    cuts: policy.meaning ?? [],
  })
  const { proof, pass, score, confidence, why, contradicts } = found
  return {
    ...{ proof, pass, score, confidence, why },
    marks: contradicts.map(({ in: where, start, end }) => ({
      ...{ in: where, start, end },
      ...(where === 'expected' && { of: 'similar_to' }),
      role: 'contradicts' as const,
    })),
    detail: {
      expected,
      score,
      coverage: found.coverage,
      missing: found.missing.slice(0, 50),
    },
  }
}

/** The checks that an expectation asks for. */
export function checksOf(
  turn: TurnEvidence,
  config: ResponseConfig,
  context: Context,
): ResponseCheck[] {
  const { contains, not_contains, matches, similar_to, similarity_threshold } = config
  const { language } = turn
  const checks: ResponseCheck[] = []
  if (contains.length > 0)
    checks.push({
      name: 'contains',
      forbids: false,
      judge: (reply) => judgePhrases('contains', contains, reply, language),
    })
  if (not_contains.length > 0)
    checks.push({
      name: 'not_contains',
      forbids: true,
      judge: (reply) => judgePhrases('not_contains', not_contains, reply, language),
    })
  if (matches !== null)
    checks.push({
      name: 'matches',
      forbids: false,
      judge: (reply) => judgePattern(matches, reply, language),
    })
  if (similar_to !== null)
    checks.push({
      name: 'similar_to',
      forbids: false,
      judge: (reply) => judgeAlike(turn, similar_to, reply, similarity_threshold, context),
    })
  return checks
}
