import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Judgement, Mark, Precedent, Proof } from '#lib/engines/validation/score.ts'
import { cited, precedentFor } from '#lib/engines/validation/text/alike.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import {
  checksOf,
  ResponseConfig,
  type ResponseCheck,
} from '#lib/engines/validation/text/response-checks.ts'
import type { TextFinding } from '#lib/engines/validation/text/text-finding.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'
import type { Json } from '#lib/platform/json.ts'

type Finding = TextFinding & { check: ResponseCheck['name'] }

/** Texts that count as the reply: the written and the spoken form may differ (`5 °C`, `five degrees`). */
function repliesOf(turn: TurnEvidence): string[] {
  const replies = [turn.reply_written, turn.reply_spoken].filter(
    (text): text is string => text !== null && text.trim() !== '',
  )
  return replies.length === 2 && replies[0] === replies[1] ? replies.slice(1) : replies
}

const least = { wrong: 0, unproven: 1, right: 2 } as const

/** Forms that say the same (`20 degrees`, `twenty degrees`): what one of them shows holds for both. */
function sameInOtherLetters(check: ResponseCheck, a: TextFinding, b: TextFinding): TextFinding {
  const [better, worse] = least[a.proof] >= least[b.proof] ? [a, b] : [b, a]
  return check.forbids ? worse : better
}

/** Where both forms are judged, places in the second one say that they are of the spoken one. */
const ofReply = (finding: TextFinding, index: number): TextFinding =>
  index === 0
    ? finding
    : {
        ...finding,
        marks: finding.marks.map((mark) =>
          mark.in === 'reply' ? { ...mark, of: 'spoken' } : mark,
        ),
      }

/** One check of both forms of the reply: where they come to different ends, neither proves anything. */
function inAllTexts(check: ResponseCheck, replies: readonly string[], language: string): Finding {
  const found = replies.map((reply, index) => ofReply(check.judge(reply), index))
  const [first, second] = found
  if (first === undefined) throw new Error('a check needs a reply')
  if (
    second !== undefined &&
    tokenForm(replies[0] ?? '', language) === tokenForm(replies[1] ?? '', language)
  )
    return { check: check.name, ...sameInOtherLetters(check, first, second) }
  if (second === undefined || first.proof === second.proof)
    return {
      check: check.name,
      ...(second !== undefined && least[second.proof] === 1 && second.pass && !first.pass
        ? second
        : first),
    }
  const [better, worse] =
    least[first.proof] > least[second.proof] ? [first, second] : [second, first]
  const which = better === first ? 'written' : 'spoken'
  const other = better === first ? 'spoken' : 'written'
  return {
    ...better,
    check: check.name,
    proof: 'unproven',
    pass: check.forbids ? first.pass && second.pass : first.pass || second.pass,
    confidence: 0.6,
    why: `in the ${which} reply ${better.why}; in the ${other} reply ${worse.why}`,
  }
}

/** A decision of a person on this wording answers what no rule could. */
function byPrecedent(finding: Finding, precedent: Precedent | null): Finding {
  if (precedent === null || finding.proof !== 'unproven') return finding
  const right = precedent.ruling === 'approved'
  return {
    ...finding,
    proof: right ? 'right' : 'wrong',
    pass: right,
    score: right ? 1 : 0,
    confidence: 0.97,
    why: `${finding.why}, but ${cited(precedent)}`,
  }
}

function proofOf(findings: readonly Finding[]): Proof {
  if (findings.some(({ proof }) => proof === 'wrong')) return 'wrong'
  return findings.every(({ proof }) => proof === 'right') ? 'right' : 'unproven'
}

function confidenceOf(findings: readonly Finding[], proof: Proof): number {
  const of = (wanted: (finding: Finding) => boolean) =>
    findings.filter(wanted).map(({ confidence }) => confidence)
  if (proof === 'wrong') return Math.max(...of((finding) => finding.proof === 'wrong'))
  const against = of(({ pass }) => !pass)
  return against.length > 0 ? Math.max(...against) : Math.min(...of(() => true))
}

function combine(
  findings: readonly Finding[],
  reply: string,
  precedent: Precedent | null,
): Judgement {
  const proof = proofOf(findings)
  const pass = proof === 'unproven' ? findings.every((finding) => finding.pass) : proof === 'right'
  const deciding =
    proof === 'right' ? findings : findings.filter((finding) => finding.proof === proof)
  const marks: Mark[] = findings.flatMap((finding) => finding.marks)
  const similarity = findings.find(({ detail }) => detail !== undefined)?.detail
  const detail: Json = {
    checks: [...new Set(findings.map(({ check }) => check))],
    findings: findings.map(({ check, proof: each, why }) => ({ check, proof: each, why })),
    ...(similarity !== undefined && { similarity }),
    ...(precedent !== null && { precedent: precedent.id, ruling: precedent.ruling }),
  }
  return {
    score: findings.reduce((sum, { score }) => sum + score, 0) / findings.length,
    proof,
    pass,
    confidence: confidenceOf(findings, proof),
    evidence: `The reply ${quote(reply)}: ${deciding.map(({ why }) => why).join('; ')}.`,
    ...(marks.length > 0 && { marks }),
    detail,
  }
}

/** Nothing to read: sound that nobody wrote down is open, an empty text is no answer. */
function withoutText({ reply_audio }: TurnEvidence, forbidsOnly: boolean): Judgement {
  const open = reply_audio !== null || forbidsOnly
  return {
    score: 0,
    proof: open ? 'unproven' : 'wrong',
    pass: false,
    confidence: open ? 0.5 : 0.97,
    evidence:
      reply_audio === null
        ? 'The reply has no text.'
        : 'The reply has no text, only sound that was not written down.',
  }
}

function judge(
  turn: TurnEvidence,
  config: ResponseConfig,
  context: Parameters<typeof checksOf>[2],
): Judgement {
  const replies = repliesOf(turn)
  const checks = checksOf(turn, config, context)
  const [reply] = replies
  if (reply === undefined)
    return withoutText(turn, checks.length > 0 && checks.every(({ forbids }) => forbids))
  if (checks.length === 0)
    return {
      score: 1,
      proof: 'right',
      pass: true,
      confidence: 0.97,
      evidence: 'A reply came; nothing more is expected of it.',
    }
  const precedent = precedentFor(reply, turn.language, context.precedents)
  const findings = checks.map((check) =>
    byPrecedent(inAllTexts(check, replies, turn.language), precedent),
  )
  return combine(findings, reply, precedent)
}

/** What a recogniser of ours may have misheard, or what was cut off, is no proof of a wrong reply: a person decides. */
function doubted(judgement: Judgement, why: string): Judgement {
  return {
    ...judgement,
    evidence: `${judgement.evidence} ${why}`,
    ...(judgement.proof === 'wrong' && {
      proof: 'unproven' as const,
      confidence: Math.min(judgement.confidence, 0.5),
    }),
  }
}

/** The reply's words: required, forbidden, a pattern, the same as an expected text. */
export const response = defineValidator<ResponseConfig>({
  kind: 'response',
  label: 'Response',
  version: 2,
  weight: 2,
  mustHave: true,
  config: ResponseConfig,
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
  validate(turn, config, context) {
    const judgement = judge(turn, config, context)
    if (turn.reply_transcribed)
      return doubted(judgement, 'The reply came as sound and was written down by a recogniser.')
    return turn.cut_short && judgement.proof === 'wrong'
      ? doubted(judgement, 'The reply was cut short by the caller.')
      : judgement
  },
})
