import { z } from 'zod'

import { matchesPattern } from '../text/bounded-pattern.ts'
import { quote, twoDecimals } from '../text/figures.ts'
import { normalise } from '../text/normalise.ts'
import { similarity, type Similarity } from '../text/similarity.ts'
import { defineValidator, type Judgement, type Json, type TurnEvidence } from '../types.ts'

const Config = z.object({
  contains: z.array(z.string()),
  not_contains: z.array(z.string()),
  matches: z.string().nullable(),
  similar_to: z.string().nullable(),
  similarity_threshold: z.number().min(0).max(1),
})
type Config = z.output<typeof Config>
type Finding = {
  pass: boolean
  score: number
  confidence: number
  corroborated?: number
  evidence: string
  detail?: Json
}

/** Texts that count as the reply: the written and the spoken form may differ (`5 °C`, `five degrees`). */
function repliesOf(turn: { reply_written: string | null; reply_spoken: string | null }): string[] {
  const replies = [turn.reply_written, turn.reply_spoken].filter(
    (text): text is string => text !== null && text.trim() !== '',
  )
  return replies.length === 2 && replies[0] === replies[1] ? replies.slice(1) : replies
}

const explicit = (pass: boolean, evidence: string): Finding => ({
  pass,
  score: pass ? 1 : 0,
  confidence: 0.97,
  evidence,
})

function contained(phrases: string[], replies: string[], language: string): Finding {
  const texts = replies.map((reply) => normalise(reply, language).text)
  const missing = phrases.filter((phrase) => {
    const wanted = normalise(phrase, language).text
    return wanted === ''
      ? !replies.some((reply) => reply.includes(phrase.trim()))
      : !texts.some((text) => text.includes(wanted))
  })
  const list = missing.map((phrase) => quote(phrase, 60)).join(', ')
  return {
    ...explicit(
      missing.length === 0,
      missing.length === 0 ? 'all required words are there' : `${list} is missing`,
    ),
    score: 1 - missing.length / phrases.length,
  }
}

function absent(phrases: string[], replies: string[], language: string): Finding {
  // From a word's beginning: "error" forbids "errors", not "terror".
  const texts = replies.map((reply) => ` ${normalise(reply, language).text}`)
  const found = phrases.filter((phrase) => {
    const forbidden = normalise(phrase, language).text
    return forbidden !== '' && texts.some((text) => text.includes(` ${forbidden}`))
  })
  const list = found.map((phrase) => quote(phrase, 60)).join(', ')
  return explicit(
    found.length === 0,
    found.length === 0 ? 'no forbidden word' : `${list} must not be said`,
  )
}

const better = (a: Similarity, b: Similarity) =>
  b.score + b.coverage > a.score + a.coverage ? b : a

/**
 * Likeness never decides alone: below a near-exact match a pass asks for corroboration, and a veto fails it.
 * The score is the better of the symmetric likeness and 0.95 × coverage: an answer may say more than expected.
 */
function alike(expected: string, replies: string[], language: string, threshold: number): Finding {
  const found = replies.map((reply) => similarity(expected, reply, language)).reduce(better)
  const score = found.exact ? 1 : Math.max(found.score, 0.95 * found.coverage)
  const veto = found.vetoes[0]
  const detail: Json = {
    expected,
    score,
    coverage: found.coverage,
    vetoes: found.vetoes.map(({ kind, message }) => ({ kind, message })),
    missing: found.missing.slice(0, 50),
  }
  if (veto !== undefined)
    return {
      pass: false,
      score: Math.min(score, 0.4),
      confidence: 0.85,
      evidence: `not what was expected: ${veto.message}`,
      detail,
    }
  const pass = score >= threshold
  const margin = Math.abs(score - threshold)
  const missing =
    found.missing.length === 0
      ? ''
      : ` (without ${found.missing
          .slice(0, 4)
          .map((word) => quote(word, 30))
          .join(', ')})`
  const evidence = found.exact
    ? 'says exactly what was expected'
    : `${twoDecimals(score)} alike${missing}, needed ${twoDecimals(threshold)}`
  if (found.exact) return { pass, score, confidence: 0.99, evidence, detail }
  const borderline = margin < 0.05
  return {
    pass,
    score,
    confidence: borderline
      ? 0.5
      : pass
        ? Math.min(0.85, 0.7 + margin)
        : Math.min(0.8, 0.55 + margin),
    ...(pass && !borderline && found.missing.length === 0 && { corroborated: 0.96 }),
    evidence,
    detail,
  }
}

function combine(findings: Finding[], reply: string): Judgement {
  const failed = findings.filter(({ pass }) => !pass)
  const shown = (failed.length > 0 ? failed : findings).map(({ evidence }) => evidence).join('; ')
  const details = findings.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))
  const confidence =
    failed.length > 0
      ? Math.max(...failed.map((finding) => finding.confidence))
      : Math.min(...findings.map((finding) => finding.confidence))
  const corroborated = Math.min(
    ...findings.map((finding) => finding.corroborated ?? finding.confidence),
  )
  return {
    score: findings.reduce((sum, { score }) => sum + score, 0) / findings.length,
    pass: failed.length === 0,
    confidence,
    ...(failed.length === 0 && corroborated > confidence && { corroborated }),
    evidence: `The reply ${quote(reply)}: ${shown}.`,
    ...(details[0] !== undefined && { detail: { similarity: details[0] } }),
  }
}

function judge(turn: TurnEvidence, config: Config): Judgement {
  const { contains, not_contains, matches, similar_to, similarity_threshold } = config
  const replies = repliesOf(turn)
  const [reply] = replies
  if (reply === undefined)
    return { score: 0, pass: false, confidence: 0.97, evidence: 'The reply has no text.' }
  const findings: Finding[] = []
  if (contains.length > 0) findings.push(contained(contains, replies, turn.language))
  if (not_contains.length > 0) findings.push(absent(not_contains, replies, turn.language))
  if (matches !== null) {
    const pass = replies.some((text) => matchesPattern(matches, text))
    findings.push(explicit(pass, `${pass ? 'matches' : 'does not match'} /${matches}/`))
  }
  if (similar_to !== null)
    findings.push(alike(similar_to, replies, turn.language, similarity_threshold))
  return findings.length === 0
    ? {
        score: 1,
        pass: true,
        confidence: 0.97,
        evidence: 'A reply came; nothing more is expected of it.',
      }
    : combine(findings, reply)
}

/** What a recogniser of ours may have misheard is no proof of a wrong reply: a person decides. */
function doubted(judgement: Judgement): Judgement {
  const evidence = `${judgement.evidence} The reply came as sound and was written down by a recogniser.`
  return judgement.pass
    ? { ...judgement, evidence }
    : { ...judgement, evidence, confidence: Math.min(judgement.confidence, 0.5) }
}

/** The reply's words: required, forbidden, a pattern, likeness to an expected text. */
export const response = defineValidator<Config>({
  kind: 'response',
  label: 'Response',
  version: 1,
  weight: 2,
  mustHave: true,
  config: Config,
  applies: ({ response: expected }, _turn, policy) =>
    expected === undefined
      ? null
      : {
          contains: expected.contains ?? [],
          not_contains: expected.not_contains ?? [],
          matches: expected.matches ?? null,
          similar_to: expected.similar_to ?? null,
          similarity_threshold: policy.similarityThreshold,
        },
  validate: (turn, config) =>
    turn.reply_transcribed ? doubted(judge(turn, config)) : judge(turn, config),
})
