import type { MeaningEvidence } from '#lib/engines/validation/evidence.ts'
import type { MeaningCuts } from '#lib/engines/validation/policy.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import { percent, quote, twoDecimals } from '#lib/engines/validation/text/figures.ts'
import { sameWording } from '#lib/engines/validation/text/same-wording.ts'
import { similarity } from '#lib/engines/validation/text/similarity.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { typedContradiction } from '#lib/engines/validation/text/typed-contradiction.ts'

type AlikePlace = { in: 'expected' | 'reply'; start: number; end: number }

/** Whether a reply says what was expected, and what decided it. */
type AlikeFinding = {
  proof: 'right' | 'wrong' | 'unproven'
  pass: boolean
  /** 0..1, orders the queue */
  score: number
  confidence: number
  why: string
  contradicts: AlikePlace[]
  missing: readonly string[]
  coverage: number
}

type Asked = {
  expected: string
  reply: string
  language: string
  /** which way an unproven likeness leans */
  threshold: number
  precedents: readonly Precedent[]
  meaning: readonly MeaningEvidence[]
  cuts: readonly MeaningCuts[]
}

const sure: Pick<AlikeFinding, 'coverage' | 'missing' | 'contradicts'> = {
  coverage: 1,
  missing: [],
  contradicts: [],
}

/** The latest decision of a person on this very wording. */
export function precedentFor(
  reply: string,
  language: string,
  precedents: readonly Precedent[],
): Precedent | null {
  if (precedents.length === 0) return null
  const form = tokenForm(reply, language)
  if (form === '') return null
  let latest: Precedent | null = null
  for (const precedent of precedents)
    if (precedent.form === form && (latest === null || precedent.at > latest.at)) latest = precedent
  return latest
}

/** Cites a decision: who, when. */
export const cited = ({ ruling, by, at }: Precedent): string =>
  `this wording was ${ruling} by ${by} on ${at.slice(0, 10)}`

/** What an engine of meaning proves, by its own thresholds only; a score without them proves nothing. */
function byMeaning({ meaning, cuts, language }: Asked): AlikeFinding | null {
  const votes = meaning.flatMap((evidence) => {
    if (evidence.fault !== undefined) return []
    // A judge that cannot say which words it rests on is guessing.
    if (evidence.engine === 'llm' && (evidence.cited?.length ?? 0) === 0) return []
    const cut = cuts.find(
      (one) =>
        one.engine === evidence.engine && one.model === evidence.model && one.language === language,
    )
    if (!cut) return []
    const name = `${evidence.engine} (${evidence.model}) rates them ${twoDecimals(evidence.score)}`
    if (cut.same !== null && evidence.score >= cut.same)
      return [{ same: true, why: `${name}; ${twoDecimals(cut.same)} or more counts as the same` }]
    if (cut.different !== null && evidence.score <= cut.different)
      return [
        { same: false, why: `${name}; ${twoDecimals(cut.different)} or less counts as different` },
      ]
    return []
  })
  const [first] = votes
  if (first === undefined || votes.some(({ same }) => same !== first.same)) return null
  return {
    ...sure,
    proof: first.same ? 'right' : 'wrong',
    pass: first.same,
    score: first.same ? 1 : 0,
    confidence: 0.95,
    why: votes.map(({ why }) => why).join('; '),
  }
}

function byLikeness({ expected, reply, language, threshold }: Asked): AlikeFinding {
  const found = similarity(expected, reply, language)
  const score = Math.max(found.score, 0.95 * found.coverage)
  const pass = score >= threshold
  const missing = found.missing
    .slice(0, 4)
    .map((word) => quote(word, 30))
    .join(', ')
  return {
    proof: 'unproven',
    pass,
    score,
    confidence: Math.min(0.85, 0.5 + Math.abs(score - threshold)),
    why: `${percent(score)} alike, at least ${percent(threshold)} needed${missing === '' ? '' : ` (${missing} missing)`}; likeness alone is no proof`,
    contradicts: [],
    missing: found.missing,
    coverage: found.coverage,
  }
}

/**
 * Whether the reply says what `similar_to` says. Proven by the same wording, by a person's decision on this wording, by
 * another value in an otherwise equal text, or by an engine beyond its calibrated thresholds; likeness proves nothing.
 */
export function alike(asked: Asked): AlikeFinding {
  const { expected, reply, language } = asked
  const precedent = precedentFor(reply, language, asked.precedents)
  if (precedent !== null) {
    const right = precedent.ruling === 'approved'
    const proof = right ? 'right' : 'wrong'
    return {
      ...sure,
      proof,
      pass: right,
      score: right ? 1 : 0,
      confidence: 0.97,
      why: cited(precedent),
    }
  }
  if (sameWording(expected, reply, language))
    return {
      ...sure,
      proof: 'right',
      pass: true,
      score: 1,
      confidence: 0.99,
      why: 'says exactly what was expected',
    }
  const rival = typedContradiction(expected, reply, language)
  if (rival !== null)
    return {
      ...sure,
      proof: 'wrong',
      pass: false,
      score: 0.2,
      confidence: 0.97,
      why: `says ${quote(rival.actual.text, 40)} where ${quote(rival.expected.text, 40)} was expected`,
      contradicts: [
        { in: 'expected', start: rival.expected.start, end: rival.expected.end },
        { in: 'reply', start: rival.actual.start, end: rival.actual.end },
      ],
    }
  return byMeaning(asked) ?? byLikeness(asked)
}
